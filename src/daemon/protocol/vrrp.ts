/** What the supervisor and the vrrp process say to each other. */
import type { TrackerReport } from "../../core/tracking/result.ts";
import type { OperatorCondition } from "../../core/vrrp/events.ts";
import type { Phase } from "../../core/vrrp/state.ts";
import type { Micros } from "../../wire/units.ts";
import type { EncodedConfiguration } from "../configuration/codec.ts";
import type { ChildOptions } from "../options.ts";
import type { Answer, Ask } from "./questions.ts";
import type { JournalMessage, LogMessage } from "./records.ts";

export type SupervisorToVrrp =
  | {
      readonly kind: "configure";
      readonly configuration: EncodedConfiguration;
      readonly options: ChildOptions;
      /** Null for the first start of this daemon. */
      readonly resume: ResumeSnapshot | null;
    }
  /**
   * Instead of `configure`: remove what an earlier process left of these instances' addresses, say
   * `stopped`, exit with 0.
   */
  | {
      readonly kind: "release";
      readonly configuration: EncodedConfiguration;
      readonly options: ChildOptions;
    }
  /** The new configuration was checked and is acceptable. */
  | { readonly kind: "reload"; readonly configuration: EncodedConfiguration }
  /** Planned stop: hand over within the limit, then exit with 0. */
  | { readonly kind: "stop"; readonly limitMicros: Micros }
  | { readonly kind: "dumpData" }
  | { readonly kind: "dumpStats"; readonly clear: boolean }
  | { readonly kind: "dumpJson"; readonly processCounts: Readonly<Record<string, number>> }
  | Ask
  /** To be answered at once: a process that hangs is killed. */
  | { readonly kind: "areYouThere" };

export type VrrpToSupervisor =
  /** The first configuration is running. */
  | { readonly kind: "ready" }
  | { readonly kind: "reloaded" }
  /** The answer to `areYouThere`. */
  | { readonly kind: "here" }
  /** After each change of phase, and as often as the child likes: the last one is remembered. */
  | {
      readonly kind: "instanceState";
      readonly name: string;
      readonly phase: Phase;
      readonly at: Micros;
    }
  /** A reload removed it. */
  | { readonly kind: "instanceGone"; readonly name: string }
  | ({ readonly kind: "operator" } & OperatorSnapshot)
  | { readonly kind: "trackerResult"; readonly report: TrackerReport }
  /** The hand-over needs this long: the supervisor waits that much longer before it kills. */
  | { readonly kind: "stopping"; readonly needMicros: Micros }
  | { readonly kind: "stopped" }
  | Answer
  | JournalMessage
  | LogMessage;

/** What the vrrp process before this one left behind, for one that takes over from it. */
export interface ResumeSnapshot {
  /** Monotonic moment at which the death was seen. */
  readonly diedAt: Micros;
  readonly instances: readonly InstanceSnapshot[];
  /** What the runner said last of what it watches. */
  readonly results: readonly TrackerReport[];
  readonly operators: readonly OperatorSnapshot[];
}

export interface InstanceSnapshot {
  readonly name: string;
  readonly phase: Phase;
  /** Monotonic moment of the report. */
  readonly at: Micros;
}

/** An operator's orders for one instance. */
export interface OperatorSnapshot {
  readonly name: string;
  readonly operator: OperatorCondition;
}
