/** A virtual server as a machine without a clock (behaviours §17.3, §18). */
import type { VirtualServer } from "../../config/model/load-balancing.ts";
import type { BalancingEffect } from "./effects.ts";
import type { BalancingEvent } from "./events.ts";
import type { BalancingState } from "./state.ts";

/**
 * Takes one event, changes `state` in place, and gives the effects in the order they are to be
 * carried out.
 */
export function step(
  _virtualServer: VirtualServer,
  _state: BalancingState,
  _event: BalancingEvent,
): readonly BalancingEffect[] {
  return [];
}
