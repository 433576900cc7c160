/** Everything a checker can be told. Plain data, so that it can be recorded and replayed. */
import type { Micros } from "../../wire/units.ts";
import type { ProbeOutcome } from "./outcome.ts";

export type CheckEvent =
  /** Begin; `delayMicros` until the first probe is that of `startDelayMicros`. */
  | { readonly kind: "start"; readonly delayMicros: Micros }
  | { readonly kind: "deadline" }
  /** The end of the probe that was asked for last. */
  | { readonly kind: "probed"; readonly outcome: ProbeOutcome }
  /** `ha_suspend`: the virtual address is not on this host. */
  | { readonly kind: "suspended" }
  /** It is again. */
  | { readonly kind: "activated"; readonly delayMicros: Micros }
  /** FILE_CHECK: the number in its file; 0 where there is none. */
  | { readonly kind: "fileValue"; readonly value: number }
  /** BFD_CHECK: its session is up, or is not. */
  | { readonly kind: "bfdState"; readonly up: boolean };
