/** What a checker does for one probe; deadline and outcome are the prober's (`prober.ts`). */
import type { ProbedChecker, ProbeOutcome } from "../ports/prober.ts";

/** To be called with the outcome, at any time, also at once: the first call counts. */
export type Finish = (outcome: ProbeOutcome) => void;

export interface Attempt {
  /** What it means that the deadline passes; without it, the probe has timed out. */
  silence?(): ProbeOutcome;
  /** Closes what was opened. Called exactly once: after `finish`, at the deadline, or to cancel. */
  stop(): void;
}

/** Begins a probe. `url` is the index into `urls` of an http or ssl check. */
export type StartAttempt<Checked extends ProbedChecker> = (
  checker: Checked,
  finish: Finish,
  url: number,
) => Attempt;

/** All is well, and no more to say. */
export const succeeded: ProbeOutcome = { ok: true, weightDelta: null, warning: null };

export const failed = (reason: string): ProbeOutcome => ({ ok: false, reason });

export const timedOut = failed("timed out");

/** Nothing is open, so nothing has to be closed. */
export const nothingOpen: Attempt = { stop: () => {} };

/** Ends a probe that cannot be made, for want of something here: the server is not to blame. */
export function refuse(finish: Finish, reason: string): Attempt {
  finish({ ok: null, reason });
  return nothingOpen;
}
