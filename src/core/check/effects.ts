/** Everything a checker can ask for. The shell carries effects out in order. */
import type { LogLevel } from "../log-level.ts";

export type CheckEffect =
  /** Start one probe, of this url (0 where there are none), and tell its end by `probed`. */
  | { readonly kind: "probe"; readonly url: number }
  /** Its end does not matter any more. */
  | { readonly kind: "cancelProbe" }
  /** From now on it counts against its server, or no more. */
  | { readonly kind: "verdict"; readonly failed: boolean; readonly reason: string }
  /** `alpha`: it has counted against its server from the start, and now is known to be right. */
  | { readonly kind: "confirmed"; readonly reason: string }
  /** What it adds to its server's configured weight. */
  | { readonly kind: "weightChanged"; readonly from: number; readonly to: number }
  | { readonly kind: "log"; readonly level: LogLevel; readonly message: string };
