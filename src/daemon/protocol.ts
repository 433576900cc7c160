/**
 * What the processes of one daemon say to each other: one JSON value a line, over socket pairs that
 * the supervisor makes (see `channel.ts`). Data only, so that it can be logged and replayed.
 */
import type { NotifyFifos } from "../config/model/configuration.ts";
import type { SocketBuffer } from "../config/model/global-settings.ts";
import type { VirtualServer } from "../config/model/load-balancing.ts";
import type { TrackFile, TrackProcess, TrackScript } from "../config/model/tracking.ts";
import type { JournalEvent } from "../core/journal/event.ts";
import type { TrackerReport } from "../core/tracking/result.ts";
import type { OperatorCondition } from "../core/vrrp/events.ts";
import type { Phase } from "../core/vrrp/state.ts";
import type { Micros } from "../wire/units.ts";
import type { AlertRules } from "./alert-rules.ts";
import type { EncodedConfiguration } from "./configuration/codec.ts";
import type { LvsConfiguration } from "./configuration/lvs-configuration.ts";
import type { ChildOptions } from "./options.ts";
import type { DefaultScriptUser } from "./runner-command.ts";

/** Numbers of the descriptors a child finds its channels on. */
/** `scripts` is vrrp's and lvs's end of its pair with the runner; the runner has one of each. */
export const descriptors = { control: 3, scripts: 4, vrrpScripts: 4, lvsScripts: 5 } as const;

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

/** An operator's orders for one instance. */
export interface OperatorSnapshot {
  readonly name: string;
  readonly operator: OperatorCondition;
}

export interface InstanceSnapshot {
  readonly name: string;
  readonly phase: Phase;
  /** Monotonic moment of the report. */
  readonly at: Micros;
}

export type NotifyState = "MASTER" | "BACKUP" | "FAULT" | "STOP" | "DELETED";

/** What the processes that must not wait give to the one that may. */
export type ToRunner =
  | ({
      readonly kind: "notify" /** Run one after another, in order: of an instance, a server. */;
      readonly queue: string;
    } & RunnerCommand)
  /** A health check: answered by `finished` with the same number, unless it is cancelled. */
  | ({ readonly kind: "run"; readonly id: number; readonly timeoutMicros: Micros } & RunnerCommand)
  /** Its script is ended, and nothing is answered. */
  | { readonly kind: "cancel"; readonly id: number }
  /** A process begins: what one before it asked for is cancelled. */
  | { readonly kind: "cancelAll" }
  /** A line, without its end, for the named pipes that hear of the sender. */
  | { readonly kind: "event"; readonly line: string }
  /** A mail and a webhook, where the configuration has them; in order, and tried again. */
  | ({ readonly kind: "alert" } & Alert)
  /** What it is to watch from now on, all of it: whatever is the same goes on undisturbed. */
  | ({ readonly kind: "track" } & WatchedTrackers)
  | WriteFile;

export interface Alert {
  /** Null where only webhooks are to hear of it. */
  readonly mail: { readonly subject: string; readonly text: string } | null;
  /** For webhooks; null where only a mail is to be sent. */
  readonly event: JournalEvent | null;
}

/** Only vrrp has trackers watched; the lvs process follows its files itself. */
export interface WatchedTrackers {
  readonly scripts: readonly TrackScript[];
  readonly files: readonly TrackFile[];
  readonly processes: readonly TrackProcess[];
  /** What was reported of them at last: a runner that begins goes on from there. */
  readonly known: readonly TrackerReport[];
}

export type VrrpToRunner = ToRunner;
export type LvsToRunner = ToRunner;

export interface RunnerCommand {
  readonly argv: readonly [string, ...string[]];
  readonly user: string | null;
  readonly group: string | null;
  /** Else the script has no supplementary group (behaviours §14.4). */
  readonly supplementaryGroups?: true;
}

export type FromRunner =
  /** A runner begins: what one before it was asked for and has not answered may be lost. */
  | { readonly kind: "began" }
  | { readonly kind: "finished"; readonly id: number; readonly outcome: RunOutcome }
  /** A first result, or another one than before. */
  | { readonly kind: "tracked"; readonly report: TrackerReport };

export type RunOutcome =
  | { readonly kind: "exited"; readonly status: number }
  | { readonly kind: "signalled"; readonly signal: string }
  | { readonly kind: "timedOut" }
  /** `passing`: for want of something that others use at the moment. */
  | { readonly kind: "notStarted"; readonly reason: string; readonly passing: boolean };

/** A dump; the runner chooses the folder (behaviours §3) and replaces an older file. */
export interface WriteFile {
  readonly kind: "writeFile";
  readonly name: string;
  readonly text: string;
}

export interface ScriptRules {
  /** Whom scripts run as that do not say it. */
  readonly scriptUser: DefaultScriptUser;
  /** `enable_script_security`. */
  readonly scriptSecurity: boolean;
  /** Null where no named pipe is asked for. */
  readonly notifyFifos: NotifyFifos | null;
  readonly alerts: AlertRules;
  /** Of the socket that tells of processes. */
  readonly processMonitor: SocketBuffer;
}

export type SupervisorToRunner =
  | ({
      readonly kind: "configure";
      readonly options: ChildOptions;
      /** Those that a runner before this one made, and could not take away. */
      readonly pipesMade: readonly string[];
    } & ScriptRules)
  | ({ readonly kind: "reload" } & ScriptRules)
  | WriteFile
  | Ask
  /** Run what is queued within the limit, end the rest, exit with 0. */
  | { readonly kind: "stop"; readonly limitMicros: Micros }
  | { readonly kind: "areYouThere" };

export type RunnerToSupervisor =
  | { readonly kind: "ready" }
  | { readonly kind: "reloaded" }
  | { readonly kind: "here" }
  /** Paths of named pipes that it has to take away at the end: remembered for a successor. */
  | { readonly kind: "pipesMade"; readonly paths: readonly string[] }
  | { readonly kind: "stopped" }
  | Answer
  | JournalMessage
  | LogMessage;

export type SupervisorToLvs =
  /** Of the configuration that is on its way. */
  | { readonly kind: "virtualServers"; readonly part: readonly VirtualServer[] }
  | {
      readonly kind: "configure";
      readonly configuration: LvsConfiguration;
      readonly options: ChildOptions;
      /**
       * Servers that were down in the process before this one, by `ServerState.server`; null where
       * there was none, or it ended in order.
       */
      readonly serversDown: readonly string[] | null;
      /** Where the VRRP instances stand, for the sync daemon. */
      readonly instances: readonly InstanceSnapshot[];
    }
  | { readonly kind: "reload"; readonly configuration: LvsConfiguration }
  | { readonly kind: "instanceState"; readonly name: string; readonly phase: Phase }
  | { readonly kind: "stop"; readonly limitMicros: Micros }
  | { readonly kind: "dumpData" }
  | Ask
  | { readonly kind: "areYouThere" };

export type LvsToSupervisor =
  | { readonly kind: "ready" }
  | { readonly kind: "reloaded" }
  | { readonly kind: "here" }
  | { readonly kind: "stopped" }
  | ServerState
  | Answer
  | JournalMessage
  | LogMessage;

/** Remembered for a successor of a process that is killed: it goes on where this one was. */
export interface ServerState {
  readonly kind: "serverState";
  /** Opaque: names a real server of a virtual one. */
  readonly server: string;
  /** Removed from the configuration counts as up: it is forgotten. */
  readonly up: boolean;
}

/** A question of an operator, passed on; answered by `answer` with the same number. */
export interface Ask {
  readonly kind: "ask";
  readonly id: number;
  readonly question: Question;
}

export interface Answer {
  readonly kind: "answer";
  readonly id: number;
  /** By the kind of the question; an `error` where there is nothing to say. */
  readonly answer: unknown;
}

export type Question =
  | { readonly kind: "status" }
  | { readonly kind: "why"; readonly instance: string }
  /** What a reload with this configuration would do, without doing it. */
  | { readonly kind: "plan"; readonly configuration: EncodedConfiguration }
  | { readonly kind: "planBalancing"; readonly configuration: LvsConfiguration }
  | { readonly kind: "operator"; readonly order: OperatorOrder };

/** An operator's wish for one instance; it lasts until it is taken back, or the daemon ends. */
export type OperatorOrder = { readonly instance: string } & (
  | {
      readonly kind: "priority" /** Null is the configured one again. */;
      readonly priority: number | null;
    }
  | { readonly kind: "fault"; readonly on: boolean }
  /** Hands over, and stands back until `back`. */
  | { readonly kind: "switchover"; readonly back: boolean }
);

/** For the journal, which only the supervisor keeps. */
export interface JournalMessage {
  readonly kind: "journal";
  /** Wall clock, milliseconds since 1970. */
  readonly atMillis: number;
  readonly event: JournalEvent;
}

/** A line for the console or the log file: only the supervisor writes those. */
export interface LogMessage {
  readonly kind: "log";
  readonly text: string;
  /** Wall clock, milliseconds since 1970. */
  readonly atMillis: number;
}
