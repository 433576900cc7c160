/** One step in the making: the state so far and the effects so far. */
import type { Micros } from "../../wire/units.ts";
import type { LogLevel } from "../log-level.ts";
import type { CheckEffect } from "./effects.ts";
import type { CheckState, CheckSubject } from "./state.ts";

type Draft<Record> = { -readonly [Key in keyof Record]: Record[Key] };

/** The state that came in stays as it was: nearly every event changes it, so it is copied once. */
export class CheckTurn {
  readonly subject: CheckSubject;
  readonly now: Micros;
  readonly effects: CheckEffect[] = [];
  readonly state: Draft<CheckState>;

  constructor(subject: CheckSubject, state: CheckState, now: Micros) {
    this.subject = subject;
    this.now = now;
    this.state = { ...state };
  }
}

export function log({ effects }: CheckTurn, message: string, level: LogLevel = "info"): void {
  effects.push({ kind: "log", level, message });
}

export function changeWeight({ state, effects }: CheckTurn, to: number): void {
  const { weightDelta: from } = state;
  if (to === from) return;
  state.weightDelta = to;
  effects.push({ kind: "weightChanged", from, to });
}

/** It counts against its server from now on, or no more. */
export function judge({ state, effects }: CheckTurn, failed: boolean, reason: string): void {
  if (failed === state.failed) {
    if (failed && !state.hasResult) effects.push({ kind: "confirmed", reason });
  } else {
    state.failed = failed;
    effects.push({ kind: "verdict", failed, reason });
  }
  state.hasResult = true;
}
