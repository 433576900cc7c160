/** A health checker as a pure machine (keepalived.md §17). */
import { type Micros, plus } from "../../wire/units.ts";
import type { CheckEffect } from "./effects.ts";
import type { CheckEvent } from "./events.ts";
import { activityLine } from "./log-lines.ts";
import type { ProbeOutcome } from "./outcome.ts";
import { probeFailed, probeNotMade, probeSucceeded } from "./results.ts";
import type { CheckState, CheckSubject } from "./state.ts";
import { fileValue, sessionState } from "./told.ts";
import { CheckTurn, log } from "./turn.ts";

export interface CheckStep {
  readonly state: CheckState;
  readonly effects: readonly CheckEffect[];
}

/**
 * Takes one event at the monotonic moment `now` and gives the next state, whose `deadline` says when
 * the machine wants a `deadline` event, and the effects in the order they are to be carried out.
 */
export function step(
  subject: CheckSubject,
  state: CheckState,
  event: CheckEvent,
  now: Micros,
): CheckStep {
  const turn = new CheckTurn(subject, state, now);
  take(turn, event);
  return { state: turn.state, effects: turn.effects };
}

function take(turn: CheckTurn, event: CheckEvent): void {
  const { state } = turn;
  switch (event.kind) {
    case "start":
      return state.phase === "idle" ? begin(turn, event.delayMicros) : undefined;
    case "deadline":
      return probeWhereDue(turn);
    case "probed":
      return state.phase === "probing" ? probed(turn, event) : undefined;
    case "suspended":
      return suspend(turn);
    case "activated":
      return activate(turn, event.delayMicros);
    case "fileValue":
      return fileValue(turn, event.value);
    case "bfdState":
      return sessionState(turn, event.up);
  }
}

function begin(turn: CheckTurn, delayMicros: Micros): void {
  const { state, subject, now } = turn;
  state.phase = "waiting";
  state.deadline = plus(now, delayMicros);
  log(turn, activityLine(subject, "Activating"));
}

/** A deadline may come early, or late: thousands may be due at once, and the machine be busy. */
function probeWhereDue({ state, now, effects }: CheckTurn): void {
  if (state.phase !== "waiting" || state.deadline === null || now < state.deadline) return;
  state.phase = "probing";
  state.deadline = null;
  state.probedAt = now;
  effects.push({ kind: "probe", url: state.url });
}

function probed(turn: CheckTurn, { outcome }: CheckEvent & { readonly kind: "probed" }): void {
  const delayMicros = takeOutcome(turn, outcome);
  turn.state.phase = "waiting";
  turn.state.deadline = nextProbe(turn, delayMicros);
}

function takeOutcome(turn: CheckTurn, outcome: ProbeOutcome): Micros {
  if (outcome.ok === null) return probeNotMade(turn, outcome.reason);
  turn.state.unable = false;
  return outcome.ok ? probeSucceeded(turn, outcome) : probeFailed(turn, outcome.reason);
}

/**
 * Counted from the end of the last probe, of a script from its start, and never before that has
 * ended (keepalived.md §17.2).
 */
function nextProbe({ subject, state, now }: CheckTurn, delayMicros: Micros): Micros {
  if (subject.checker.kind !== "misc" || state.probedAt === null) return plus(now, delayMicros);
  return Math.max(now, state.probedAt + delayMicros) as Micros;
}

/** FILE_CHECK and BFD_CHECK go on being told: that costs nobody anything. */
function suspend(turn: CheckTurn): void {
  const { state, subject, effects } = turn;
  if (state.phase === "suspended") return;
  if (state.phase === "probing") effects.push({ kind: "cancelProbe" });
  if (state.phase !== "idle") log(turn, activityLine(subject, "Suspending"));
  if (state.phase === "told") return;
  state.phase = "suspended";
  state.deadline = null;
}

/** What was known is old: the first probe decides, as at the start. */
function activate(turn: CheckTurn, delayMicros: Micros): void {
  const { state, subject } = turn;
  if (state.phase === "told") return log(turn, activityLine(subject, "Activating"));
  if (state.phase !== "suspended") return;
  state.proven = false;
  state.failures = 0;
  state.url = 0;
  state.passedUrls = 0;
  begin(turn, delayMicros);
}
