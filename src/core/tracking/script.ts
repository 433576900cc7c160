/**
 * One `vrrp_script` (keepalived.md §9.3): when it runs, how long it may, and what its ends amount
 * to.
 */
import type { TrackScript } from "../../config/model/tracking.ts";
import { type Micros, seconds } from "../../wire/units.ts";
import { firstJudgement, type Judgement, judge, knownJudgement } from "./script-judgement.ts";

export type ScriptRule = Pick<
  TrackScript,
  "name" | "intervalMicros" | "timeoutMicros" | "rise" | "fall" | "startsFailed"
>;

export interface ScriptState {
  readonly judgement: Judgement;
  /** When its next run is due, whether the last one has ended or not. */
  readonly nextRun: Micros;
  readonly run: Run | null;
  /** With which it ended last; only another one is worth a line. */
  readonly lastStatus: number;
  /** Lines about runs left out since the last one that did not take too long. */
  readonly complaints: readonly string[];
}

interface Run {
  readonly startedAt: Micros;
  /** `running` within its limit, then asked to end, then killed until it is gone. */
  readonly phase: "running" | "terminating" | "killing";
  /** When the next phase begins. */
  readonly deadline: Micros;
  /** Another one was due meanwhile. */
  readonly isOvertaken: boolean;
}

export type ScriptEvent =
  /** A moment that `scriptDeadline` named, or later. */
  { readonly kind: "deadline" } | { readonly kind: "ended"; readonly end: RunEnd };

export type RunEnd =
  | { readonly kind: "exited"; readonly status: number }
  | { readonly kind: "signalled"; readonly signal: number }
  /** `passing`: for want of something that others use at the moment; says nothing of what it tests. */
  | { readonly kind: "notStarted"; readonly reason: string; readonly passing: boolean };

export type ScriptEffect =
  | { readonly kind: "start" }
  /** To its whole group. */
  | { readonly kind: "signal"; readonly signal: "SIGTERM" | "SIGKILL" }
  | { readonly kind: "skipped" }
  | { readonly kind: "ended"; readonly how: string; readonly good: boolean | null }
  /** A first result, or another one than before. */
  | { readonly kind: "changed"; readonly good: boolean; readonly reason: string }
  | { readonly kind: "log"; readonly text: string };

export interface ScriptStep {
  readonly state: ScriptState;
  readonly effects: readonly ScriptEffect[];
}

/** Between SIGTERM and the first SIGKILL. */
const killAfterMicros = seconds(2);
/** Between one SIGKILL and the next: something keeps it in the kernel. */
const killAgainMicros = seconds(10);

/** `known`: its result before this process; its first run is at `firstRun`. */
export function beginScript(rule: ScriptRule, known: boolean | null, firstRun: Micros): ScriptStep {
  const judgement = known === null ? firstJudgement(rule) : knownJudgement(rule, known);
  const state = { judgement, nextRun: firstRun, run: null, lastStatus: 0, complaints: [] };
  const assumed = known === null && judgement.good === false;
  const reason = "it counts as failed until it succeeds (init_fail)";
  return { state, effects: assumed ? [{ kind: "changed", good: false, reason }] : [] };
}

/** Other numbers in the same definition: a run under way keeps its limit. */
export function adjustScript(state: ScriptState, rule: ScriptRule, now: Micros): ScriptState {
  const { good, counter } = state.judgement;
  const highest = rule.rise + rule.fall - 1;
  const within =
    good === true
      ? Math.min(Math.max(counter, rule.rise), highest)
      : Math.min(counter, rule.rise - 1);
  const nextRun = Math.min(state.nextRun, now + rule.intervalMicros) as Micros;
  return { ...state, judgement: { ...state.judgement, counter: within }, nextRun };
}

/** When it wants to be woken. */
export function scriptDeadline({ nextRun, run }: ScriptState): Micros {
  return run === null ? nextRun : (Math.min(nextRun, run.deadline) as Micros);
}

export function stepScript(
  rule: ScriptRule,
  state: ScriptState,
  event: ScriptEvent,
  now: Micros,
): ScriptStep {
  if (event.kind === "ended") return ended(rule, state, event.end, now);
  if (now >= state.nextRun) return due(rule, state, now);
  if (state.run !== null && now >= state.run.deadline) return tookTooLong(state, state.run, now);
  return { state, effects: [] };
}

function due(rule: ScriptRule, state: ScriptState, now: Micros): ScriptStep {
  const { intervalMicros } = rule;
  const missed = Math.floor((now - state.nextRun) / intervalMicros);
  const nextRun = (state.nextRun + (missed + 1) * intervalMicros) as Micros;
  const next = { ...state, nextRun };
  if (state.run !== null) return leftOut(rule, next, state.run);
  return { state: { ...next, run: begun(rule, now) }, effects: [{ kind: "start" }] };
}

function begun({ timeoutMicros }: ScriptRule, now: Micros): Run {
  const deadline = (now + timeoutMicros) as Micros;
  return { startedAt: now, phase: "running", deadline, isOvertaken: false };
}

function leftOut({ name }: ScriptRule, state: ScriptState, run: Run): ScriptStep {
  const what = run.phase === "running" ? "already running" : "being timed out";
  const text = `Track script ${name} is ${what}, expect idle - skipping run`;
  const effects: ScriptEffect[] = [{ kind: "skipped" }];
  const isNew = !state.complaints.includes(text);
  if (isNew) effects.push({ kind: "log", text });
  const complaints = isNew ? [...state.complaints, text] : state.complaints;
  return { state: { ...state, run: { ...run, isOvertaken: true }, complaints }, effects };
}

function tookTooLong(state: ScriptState, run: Run, now: Micros): ScriptStep {
  const isFirst = run.phase === "running";
  const waitMicros = isFirst ? killAfterMicros : killAgainMicros;
  const deadline = (now + waitMicros) as Micros;
  const next: Run = { ...run, phase: isFirst ? "terminating" : "killing", deadline };
  const signal = isFirst ? "SIGTERM" : "SIGKILL";
  return { state: { ...state, run: next }, effects: [{ kind: "signal", signal }] };
}

function ended(rule: ScriptRule, before: ScriptState, end: RunEnd, now: Micros): ScriptStep {
  const { run } = before;
  if (run === null) return { state: before, effects: [] };
  const timedOut = run.phase !== "running";
  const state = run.isOvertaken ? before : { ...before, complaints: [] };
  const idle = { ...state, run: null };
  if (end.kind === "notStarted" && end.passing) {
    return { state: idle, effects: [{ kind: "ended", how: howOf(end, false), good: null }] };
  }
  const isGood = !timedOut && end.kind === "exited" && end.status === 0;
  const how = howOf(end, timedOut);
  const judged = judge(rule, state.judgement, isGood);
  const lastStatus = end.kind === "exited" && !timedOut ? end.status : state.lastStatus;
  const effects: ScriptEffect[] = [{ kind: "ended", how, good: isGood }];
  // What it started and left behind in its group had the same limit.
  if (timedOut) effects.unshift({ kind: "signal", signal: "SIGKILL" });
  const said = (text: string): void => void effects.push({ kind: "log", text });
  if (lastStatus !== state.lastStatus) said(`Script \`${rule.name}\` now returning ${lastStatus}`);
  if (judged.good !== state.judgement.good) {
    said(`VRRP_Script(${rule.name}) ${verdictText(end, timedOut, how)}`);
    effects.push({ kind: "changed", good: isGood, reason: how });
  }
  // One that hangs would else be found out half as fast: its next run was due when it was ended.
  const isDue = timedOut && run.isOvertaken;
  if (isDue) effects.push({ kind: "start" });
  const next = isDue ? begun(rule, now) : null;
  return { state: { ...state, run: next, judgement: judged, lastStatus }, effects };
}

function howOf(end: RunEnd, timedOut: boolean): string {
  if (timedOut) return "timed out";
  if (end.kind === "notStarted") return `not run: ${end.reason}`;
  if (end.kind === "signalled") return `due to signal ${end.signal}`;
  return end.status === 0 ? "succeeded" : `exited with status ${end.status}`;
}

/** As others read it in the log. */
function verdictText(end: RunEnd, timedOut: boolean, how: string): string {
  if (timedOut) return "timed_out";
  // Why is worth a line of its own, each time that it is another reason.
  if (end.kind === "notStarted") return "failed (not run)";
  return end.kind === "exited" && end.status === 0 ? "succeeded" : `failed (${how})`;
}
