/** A health checker as a pure machine (behaviours §17). */
import type { Micros } from "../../wire/units.ts";
import type { CheckEffect } from "./effects.ts";
import type { CheckEvent } from "./events.ts";
import type { CheckState, CheckSubject } from "./state.ts";

export interface CheckStep {
  readonly state: CheckState;
  readonly effects: readonly CheckEffect[];
}

/**
 * Takes one event at the monotonic moment `now` and gives the next state, whose `deadline` says when
 * the machine wants a `deadline` event, and the effects in the order they are to be carried out.
 */
export function step(
  _subject: CheckSubject,
  state: CheckState,
  _event: CheckEvent,
  _now: Micros,
): CheckStep {
  return { state, effects: [] };
}
