/** What trackers make of an instance: its effective priority, its faults, and what it waits for. */
import type { Tracker } from "../../config/model/tracking.ts";
import type { Priority } from "../../wire/units.ts";
import type { TrackerResult } from "./result.ts";

/** One tracker's part in an instance's standing: the arithmetic that `why` shows. */
export interface Contribution {
  readonly tracker: Tracker;
  /** Null until the first result. */
  readonly result: TrackerResult | null;
  readonly effect:
    | { readonly kind: "priority"; readonly amount: number }
    | { readonly kind: "fault" }
    | { readonly kind: "none" }
    /** Unweighted, and without a first result: the instance stays inactive until it comes. */
    | { readonly kind: "awaited" };
}

export interface TrackedCondition {
  /** Effective: 1..254, and 255 of an owner, which never changes. */
  readonly priority: Priority;
  /** Those in fault or awaited among them decide whether the instance may run at all. */
  readonly contributions: readonly Contribution[];
}
