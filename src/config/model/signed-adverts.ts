import type { Micros } from "../../wire/units.ts";
import type { Secret } from "./secret.ts";

/** `auth_hmac`: the trailer that signs adverts (keepalived.md §7.5). */
export interface SignedAdverts {
  readonly keys: readonly SigningKey[];
  /** Number of the key that ours are signed with. */
  readonly activeKey: number;
  readonly antiReplay: "time" | "monotonic";
  readonly timeWindowMicros: Micros;
  readonly mode: "enforce" | "permissive" | "receive-only";
}

export interface SigningKey {
  /** 1..255. */
  readonly id: number;
  readonly from:
    | { readonly kind: "text" | "hexadecimal"; readonly value: Secret }
    | { readonly kind: "file"; readonly path: string };
}
