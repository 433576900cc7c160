/** A reload, as one virtual server sees it (behaviours §4.5). */
import type { VirtualServer } from "../../config/model/load-balancing.ts";
import type { ServerHealth } from "../check/state.ts";
import type { BalancingEffect } from "./effects.ts";
import type { VirtualServerMatch } from "./match.ts";
import { type BalancingState, initialState } from "./state.ts";

export interface BalancingReload {
  readonly before: VirtualServer;
  readonly state: BalancingState;
  readonly after: VirtualServer;
  readonly match: VirtualServerMatch;
  /** Of the checkers' states after the reload, by the new model's real servers. */
  readonly health: readonly ServerHealth[];
}

/**
 * The state under the new model; the old one is of no use afterwards. The effects' servers go by
 * the new model.
 */
export function reloaded({ after, health }: BalancingReload): {
  readonly state: BalancingState;
  readonly effects: readonly BalancingEffect[];
} {
  return { state: initialState(after, health), effects: [] };
}

/** A virtual server that is gone with all of its real servers. */
export function removed(
  _before: VirtualServer,
  _state: BalancingState,
): readonly BalancingEffect[] {
  return [];
}
