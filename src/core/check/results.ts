/** What follows from a probe; both ways give the wait until the next one (keepalived.md §17.2). */
import type { CheckSchedule, HttpCheck, SslCheck } from "../../config/model/checker.ts";
import type { Micros } from "../../wire/units.ts";
import {
  attemptFailedLine,
  failedLine,
  notMadeLine,
  succeededLine,
  urlSucceededLine,
  warningLine,
} from "./log-lines.ts";
import type { ProbeOutcome } from "./outcome.ts";
import { type CheckTurn, changeWeight, judge, log } from "./turn.ts";

const atOnce = 0 as Micros;

type Success = ProbeOutcome & { readonly ok: true };

export function probeSucceeded(turn: CheckTurn, { weightDelta, warning }: Success): Micros {
  const { checker } = turn.subject;
  if (warning !== null) warn(turn, warning);
  if (weightDelta !== null) changeWeight(turn, weightDelta);
  const failuresBefore = turn.state.failures;
  turn.state.failures = 0;
  turn.state.proven = true;
  if (checker.kind === "http" || checker.kind === "ssl") {
    return urlSucceeded(turn, checker, failuresBefore > 0);
  }
  succeeded(turn);
  return scheduleOf(turn).delayLoopMicros;
}

/** "The certificate ends in 12 days" is worth one line a day, and not one a probe. */
function warn(turn: CheckTurn, warning: string): void {
  if (warning === turn.state.warning) return;
  turn.state.warning = warning;
  log(turn, warningLine(turn.subject, warning), "warning");
}

function succeeded(turn: CheckTurn): void {
  const { state, subject } = turn;
  if (state.failed || !state.hasResult) log(turn, succeededLine(subject));
  judge(turn, false, "succeeded");
}

/**
 * One url a turn. After a failure the url that failed goes first, and when it succeeds all of them
 * have to, from the first one on.
 */
function urlSucceeded(turn: CheckTurn, checker: PageCheck, hadFailed: boolean): Micros {
  const { urls, fastRecovery, delayLoopMicros } = checker;
  const { state, subject } = turn;
  const isComingUp = state.failed;
  const delayMicros = isComingUp && fastRecovery ? atOnce : delayLoopMicros;
  if (isComingUp) log(turn, urlSucceededLine(subject, state.url));
  if (isComingUp && hadFailed) {
    state.passedUrls = 0;
    state.url = 0;
    return delayMicros;
  }
  state.passedUrls++;
  state.url = (state.url + 1) % urls.length;
  if (state.passedUrls < urls.length) return delayMicros;
  state.passedUrls = 0;
  succeeded(turn);
  return delayLoopMicros;
}

type PageCheck = HttpCheck | SslCheck;

export function probeFailed(turn: CheckTurn, said: string): Micros {
  const { state, subject } = turn;
  const reason = reasonOf(turn, said);
  const schedule = scheduleOf(turn);
  state.failures++;
  state.passedUrls = 0;
  if (schedule.logAllFailures && !state.failed) log(turn, attemptFailedLine(subject, reason));
  if (state.failed) return failedAgain(turn, reason);
  if (state.proven && state.failures <= schedule.retry) return schedule.delayBeforeRetryMicros;
  log(turn, failedLine(subject, state.failures - 1, reason));
  judge(turn, true, reason);
  return delayOfFailed(turn);
}

/** Of several urls, which one it was. */
function reasonOf({ state, subject: { checker } }: CheckTurn, reason: string): string {
  if ((checker.kind !== "http" && checker.kind !== "ssl") || checker.urls.length < 2) return reason;
  return `${checker.urls[state.url]?.path}: ${reason}`;
}

/** Everything stays as it is: a director that lacks descriptors must not lose its servers. */
export function probeNotMade(turn: CheckTurn, reason: string): Micros {
  const { state, subject } = turn;
  if (!state.unable) log(turn, notMadeLine(subject, reason), "warning");
  state.unable = true;
  return scheduleOf(turn).delayLoopMicros;
}

function failedAgain(turn: CheckTurn, reason: string): Micros {
  if (!turn.state.hasResult) log(turn, failedLine(turn.subject, 0, reason));
  judge(turn, true, reason);
  return delayOfFailed(turn);
}

/** There is nothing to retry: it is looked for as often as a sound one (keepalived.md §17.2). */
function delayOfFailed(turn: CheckTurn): Micros {
  const { delayLoopMicros, delayBeforeRetryMicros } = scheduleOf(turn);
  const { kind } = turn.subject.checker;
  if (kind !== "http" && kind !== "ssl") return delayLoopMicros;
  return Math.max(delayLoopMicros, delayBeforeRetryMicros) as Micros;
}

function scheduleOf({ subject }: CheckTurn): CheckSchedule {
  const { checker } = subject;
  if (checker.kind === "file" || checker.kind === "bfd") {
    throw new Error(`${checker.kind} checks do not probe`);
  }
  return checker;
}
