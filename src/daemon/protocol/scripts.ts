/** What the processes that must not wait (vrrp, lvs) and the runner, which may, say to each other. */
import type { TrackFile, TrackProcess, TrackScript } from "../../config/model/tracking.ts";
import type { JournalEvent } from "../../core/journal/event.ts";
import type { TrackerReport } from "../../core/tracking/result.ts";
import type { Micros } from "../../wire/units.ts";

export type ToRunner =
  | ({
      readonly kind: "notify";
      /** Run one after another, in order: of an instance, a server. */
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

export type FromRunner =
  /** A runner begins: what one before it was asked for and has not answered may be lost. */
  | { readonly kind: "began" }
  | { readonly kind: "finished"; readonly id: number; readonly outcome: RunOutcome }
  /** A first result, or another one than before. */
  | { readonly kind: "tracked"; readonly report: TrackerReport };

export interface RunnerCommand {
  readonly argv: readonly [string, ...string[]];
  readonly user: string | null;
  readonly group: string | null;
  /** Else the script has no supplementary group (keepalived.md §14.4). */
  readonly supplementaryGroups?: true;
}

export type RunOutcome =
  | { readonly kind: "exited"; readonly status: number }
  | { readonly kind: "signalled"; readonly signal: string }
  | { readonly kind: "timedOut" }
  /** `passing`: for want of something that others use at the moment. */
  | { readonly kind: "notStarted"; readonly reason: string; readonly passing: boolean };

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

/** A dump; the runner chooses the folder (keepalived.md §3) and replaces an older file. */
export interface WriteFile {
  readonly kind: "writeFile";
  readonly name: string;
  readonly text: string;
}
