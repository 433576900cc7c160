import type { VrrpInstance } from "../../../../src/config/model/vrrp-instance.ts";
import type { VrrpState } from "../../../../src/core/vrrp/state.ts";
import { initialState, step } from "../../../../src/core/vrrp/step.ts";
import type { StepSeen } from "../../../../src/sim/instance-shell.ts";
import type { Micros } from "../../../../src/wire/units.ts";
import type { Happening } from "./arbitraries.ts";

const birth = 1_000_000_000 as Micros;

/** All steps of a life, each with the state before and after it. */
export function live(instance: VrrpInstance, life: readonly Happening[]): readonly StepSeen[] {
  let now = birth;
  let state = initialState(instance, now);
  return life.map(({ waitMicros, event: makeEvent }) => {
    now = momentAfter(state, now, waitMicros);
    const before = state;
    const event = makeEvent(instance);
    const { state: after, effects } = step(instance, before, event, now);
    state = after;
    return { event, now, before, after, effects };
  });
}

function momentAfter(state: VrrpState, now: Micros, waitMicros: Micros | null): Micros {
  if (waitMicros !== null) return (now + waitMicros) as Micros;
  return Math.max(now, state.deadline ?? now) as Micros;
}

/** The state that a life ends in, and when. */
export function lastOf(steps: readonly StepSeen[]): { state: VrrpState; now: Micros } {
  const last = steps.at(-1);
  if (last === undefined) throw new Error("there was no life");
  return { state: last.after, now: last.now };
}
