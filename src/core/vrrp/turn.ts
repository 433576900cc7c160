/** One step in the making: the state so far and the effects so far. */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { Micros } from "../../wire/units.ts";
import type { LogLevel, VrrpEffect } from "./effects.ts";
import type { Phase, TransitionCause, VrrpState } from "./state.ts";
import type { Statistics } from "./statistics.ts";

export interface Turn {
  readonly instance: VrrpInstance;
  readonly now: Micros;
  /** Replaced, never altered: the state that came in stays as it was. */
  state: VrrpState;
  readonly effects: VrrpEffect[];
}

export function change(turn: Turn, part: Partial<VrrpState>): void {
  turn.state = { ...turn.state, ...part };
}

export function count(turn: Turn, counter: keyof Statistics): void {
  const { statistics } = turn.state;
  change(turn, { statistics: { ...statistics, [counter]: statistics[counter] + 1 } });
}

export function log(turn: Turn, message: string, level: LogLevel = "info"): void {
  turn.effects.push({ kind: "log", level, detail: false, message });
}

export function logDetail(turn: Turn, message: string): void {
  turn.effects.push({ kind: "log", level: "info", detail: true, message });
}

/** Says it once until the state or the master changes: the same cause comes with every packet. */
export function logOnce(turn: Turn, reason: string, message: string, level: LogLevel): void {
  if (turn.state.reported.includes(reason)) return;
  change(turn, { reported: [...turn.state.reported, reason] });
  log(turn, message, level);
}

export function enter(turn: Turn, to: Phase, cause: TransitionCause): void {
  const from = turn.state.phase;
  change(turn, { phase: to, lastTransition: turn.now, reported: [] });
  turn.effects.push({ kind: "stateChanged", from, to, cause, priority: turn.state.priority });
}
