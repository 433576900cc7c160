/** What is known of a thing that instances follow (keepalived.md §9). */
import type { TrackerKind } from "../../config/model/tracking.ts";

export type TrackerResult =
  | {
      readonly kind: "verdict";
      readonly good: boolean;
      /** In words, for the journal: "exited with status 1", "link is down". */
      readonly reason: string;
    }
  /** The number in a `track_file`; 0 where there is none to read. */
  | { readonly kind: "value"; readonly value: number };

export interface Verdict {
  readonly kind: "verdict";
  readonly good: boolean;
  /** In words, for the journal: "exited with status 1", "link is down". */
  readonly reason: string;
}

/** One tracker and its latest result. */
export interface TrackerReport {
  readonly kind: TrackerKind;
  /** The interface, or the name of the definition. */
  readonly name: string;
  readonly result: TrackerResult;
}
