import type { RealServer, VirtualServer } from "../../config/model/load-balancing.ts";
import type { ServerHealth } from "../check/state.ts";

export const largestWeight = 65535;

/**
 * A virtual server. It may have thousands of real servers, so that `step` changes this record in
 * place: what one server does costs the same whatever their number.
 */
export interface BalancingState {
  /** By their index in the model. */
  readonly servers: ServerState[];
  phase: "init" | "running" | "stopped";
  /** The sum of the effective weights of those alive. */
  liveWeight: number;
  hasQuorum: boolean;
}

export interface ServerState {
  /** None of its checkers has failed. */
  alive: boolean;
  failedCheckers: number;
  /** The sum of what its checkers add to the configured weight. */
  weightDelta: number;
}

/** Configured weight and what checkers add to it, 0..65535 (behaviours §17, types). */
export const effectiveWeight = ({ weight }: RealServer, { weightDelta }: ServerState): number =>
  Math.min(largestWeight, Math.max(0, weight + weightDelta));

/** A virtual server in INIT; `health` is that of the states its checkers start with, by server. */
export function initialState(
  virtualServer: VirtualServer,
  health: readonly ServerHealth[],
): BalancingState {
  let liveWeight = 0;
  const servers = virtualServer.realServers.map((server, index): ServerState => {
    const { failedCheckers = 0, weightDelta = 0 } = health[index] ?? {};
    const state = { alive: failedCheckers === 0, failedCheckers, weightDelta };
    if (state.alive) liveWeight += effectiveWeight(server, state);
    return state;
  });
  return { servers, phase: "init", liveWeight, hasQuorum: true };
}
