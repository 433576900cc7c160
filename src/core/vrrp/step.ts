/** The VRRP instance as a pure machine (RFC 9568 §6.4, RFC 3768 §6.4). */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { Micros } from "../../wire/units.ts";
import type { VrrpEffect } from "./effects.ts";
import type { VrrpEvent } from "./events.ts";
import type { VrrpState } from "./state.ts";

export interface StepResult {
  readonly state: VrrpState;
  readonly effects: readonly VrrpEffect[];
}

export declare function initialState(instance: VrrpInstance, now: Micros): VrrpState;
export declare function step(
  instance: VrrpInstance,
  state: VrrpState,
  event: VrrpEvent,
  now: Micros,
): StepResult;
