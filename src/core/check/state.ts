import type { Checker } from "../../config/model/checker.ts";
import type { Micros } from "../../wire/units.ts";

/** `told` is that of FILE_CHECK and BFD_CHECK, which never probe. */
export type CheckPhase = "idle" | "waiting" | "probing" | "suspended" | "told";

export interface CheckState {
  readonly phase: CheckPhase;
  /** When it wants a `deadline` event, or null: a probe that is under way ends by itself. */
  readonly deadline: Micros | null;
  /** It counts against its server. */
  readonly failed: boolean;
  /** It has come to a result, of all its urls: `failed` is not only how it starts. */
  readonly hasResult: boolean;
  /**
   * A probe has succeeded: only then is a failure repeated before it counts (keepalived.md §17.1).
   */
  readonly proven: boolean;
  /** The last probe could not be made, which is said once. */
  readonly unable: boolean;
  /** What was last said though all is well: each only once. */
  readonly warning: string | null;
  /** Probes that have failed since the last success. */
  readonly failures: number;
  /** Index of the url that is probed, or is next. */
  readonly url: number;
  /** Urls in a row that have succeeded in this round of all of them. */
  readonly passedUrls: number;
  /** When the last probe was asked for; null before the first. */
  readonly probedAt: Micros | null;
  /** What it adds to its server's configured weight. */
  readonly weightDelta: number;
}

/** What a log line of a checker names. */
export interface CheckSubject {
  readonly checker: Checker;
  /** As the logs call it: `[192.0.2.5]:tcp:80`. */
  readonly server: string;
  readonly virtualServer: string;
}

/**
 * A checker that waits for `start`. `wasFailed` is that its server was down in the process before
 * this one: until it succeeds nobody knows better.
 */
export function initialState(checker: Checker, wasFailed = false): CheckState {
  const isTold = checker.kind === "file" || checker.kind === "bfd";
  const startsFailed = checker.kind !== "file" && (checker.startsFailed || wasFailed);
  return {
    phase: isTold ? "told" : "idle",
    deadline: null,
    failed: startsFailed,
    // The process before this one has said so.
    hasResult: wasFailed,
    proven: false,
    unable: false,
    warning: null,
    failures: 0,
    url: 0,
    passedUrls: 0,
    probedAt: null,
    weightDelta: 0,
  };
}

/** What the checkers of one server come to, for `core/balancing`. */
export interface ServerHealth {
  readonly failedCheckers: number;
  /** One of them has failed by a result, and not only by how it starts. */
  readonly isConfirmed: boolean;
  readonly weightDelta: number;
}

/** Of a server without checkers. */
export const soundHealth: ServerHealth = { failedCheckers: 0, isConfirmed: false, weightDelta: 0 };

export function healthOf(states: readonly CheckState[]): ServerHealth {
  let failedCheckers = 0;
  let isConfirmed = false;
  let weightDelta = 0;
  for (const state of states) {
    if (state.failed) {
      failedCheckers++;
      isConfirmed ||= state.hasResult;
    }
    weightDelta += state.weightDelta;
  }
  return { failedCheckers, isConfirmed, weightDelta };
}
