/**
 * What the processes of one daemon say to each other: one JSON value a line, over socket pairs that
 * the supervisor makes (see `channel.ts`). Data only, so that it can be logged and replayed.
 */
import type { Phase } from "../core/vrrp/state.ts";
import type { Micros } from "../wire/units.ts";
import type { EncodedConfiguration } from "./configuration/codec.ts";
import type { ChildOptions } from "./options.ts";

/** Numbers of the descriptors a child finds its channels on. */
export const descriptors = { control: 3, scripts: 4 } as const;

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
  /** The hand-over needs this long: the supervisor waits that much longer before it kills. */
  | { readonly kind: "stopping"; readonly needMicros: Micros }
  | { readonly kind: "stopped" }
  | LogMessage;

/** What the vrrp process before this one left behind, for one that takes over from it. */
export interface ResumeSnapshot {
  /** Monotonic moment at which the death was seen. */
  readonly diedAt: Micros;
  readonly instances: readonly InstanceSnapshot[];
}

export interface InstanceSnapshot {
  readonly name: string;
  readonly phase: Phase;
  /** Monotonic moment of the report. */
  readonly at: Micros;
}

export type NotifyKind = "INSTANCE" | "GROUP";
export type NotifyState = "MASTER" | "BACKUP" | "FAULT" | "STOP" | "DELETED";

export type VrrpToRunner =
  | {
      readonly kind: "notify";
      /** Commands with the same queue run one after another, in order: an instance or group. */
      readonly queue: string;
      readonly argv: readonly [string, ...string[]];
      readonly user: string | null;
      readonly group: string | null;
      /** Else the script has no supplementary group (behaviours §14.4). */
      readonly supplementaryGroups?: true;
    }
  | WriteFile;

/** A dump; the runner chooses the folder (behaviours §3) and replaces an older file. */
export interface WriteFile {
  readonly kind: "writeFile";
  readonly name: string;
  readonly text: string;
}

export interface ScriptRules {
  /** `enable_script_security`. */
  readonly scriptSecurity: boolean;
}

export type SupervisorToRunner =
  | ({ readonly kind: "configure"; readonly options: ChildOptions } & ScriptRules)
  | ({ readonly kind: "reload" } & ScriptRules)
  | WriteFile
  /** Run what is queued within the limit, end the rest, exit with 0. */
  | { readonly kind: "stop"; readonly limitMicros: Micros };

export type RunnerToSupervisor =
  | { readonly kind: "ready" }
  | { readonly kind: "stopped" }
  | LogMessage;

/** A line for the console or the log file: only the supervisor writes those. */
export interface LogMessage {
  readonly kind: "log";
  readonly text: string;
  /** Wall clock, milliseconds since 1970. */
  readonly atMillis: number;
}
