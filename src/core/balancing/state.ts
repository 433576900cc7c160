import type { RealServer, VirtualServer } from "../../config/model/load-balancing.ts";
import { type ServerHealth, soundHealth } from "../check/state.ts";

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
  /** Scripts and named pipes have heard that it is down. */
  toldDown: boolean;
  failedCheckers: number;
  /** The sum of what its checkers add to the configured weight. */
  weightDelta: number;
}

/** Configured weight and what checkers add to it, 0..65535 (keepalived.md §17, types). */
export const effectiveWeight = ({ weight }: RealServer, { weightDelta }: ServerState): number =>
  Math.min(largestWeight, Math.max(0, weight + weightDelta));

/** A virtual server in INIT; `health` is that of the states its checkers start with, by server. */
export function initialState(
  virtualServer: VirtualServer,
  health: readonly ServerHealth[],
): BalancingState {
  const servers = virtualServer.realServers.map((_, index): ServerState => {
    const { failedCheckers, isConfirmed, weightDelta } = health[index] ?? soundHealth;
    return { alive: failedCheckers === 0, toldDown: isConfirmed, failedCheckers, weightDelta };
  });
  const liveWeight = liveWeightOf(virtualServer, servers);
  return { servers, phase: "init", liveWeight, hasQuorum: true };
}

/** Counted anew: `step` only follows what changes. */
export function liveWeightOf(
  { realServers }: VirtualServer,
  servers: readonly ServerState[],
): number {
  let sum = 0;
  for (const [index, server] of realServers.entries()) {
    const state = servers[index];
    if (state?.alive) sum += effectiveWeight(server, state);
  }
  return sum;
}
