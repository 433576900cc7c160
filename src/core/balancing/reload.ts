/** A reload, as one virtual server sees it (keepalived.md §4.5). */
import type { RealServer, VirtualServer } from "../../config/model/load-balancing.ts";
import { type ServerHealth, soundHealth } from "../check/state.ts";
import type { BalancingEffect } from "./effects.ts";
import type { VirtualServerMatch } from "./match.ts";
import { serverName } from "./names.ts";
import { followQuorum, quorumMailText } from "./quorum.ts";
import { logWeight, putIn, takeOut } from "./servers.ts";
import { type BalancingState, effectiveWeight, liveWeightOf, type ServerState } from "./state.ts";
import { type BalancingTurn, log, mail, subjectOf, tellOfQuorum, tellOfServer } from "./turn.ts";

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
export function reloaded(reload: BalancingReload): {
  readonly state: BalancingState;
  readonly effects: readonly BalancingEffect[];
} {
  const { before, after, match } = reload;
  const servers = after.realServers.map((_, index) => serverAfter(reload, index));
  const { phase, hasQuorum } = reload.state;
  const liveWeight = liveWeightOf(after, servers);
  const state = { servers, phase, liveWeight, hasQuorum };
  const turn: BalancingTurn = { virtualServer: after, state, effects: [{ kind: "tableChanged" }] };
  for (const index of match.removed) {
    const server = before.realServers[index];
    const isAlive = reload.state.servers[index]?.alive === true;
    if (server !== undefined) forget({ ...turn, virtualServer: before }, server, isAlive);
  }
  for (const [index, { before: old }] of match.servers.entries()) {
    const oldModel = old === null ? undefined : before.realServers[old];
    const oldState = old === null ? undefined : reload.state.servers[old];
    if (oldModel !== undefined && oldState !== undefined) {
      follow(turn, index, effectiveWeight(oldModel, oldState));
    }
  }
  if (phase === "running") followQuorum(turn);
  return { state, effects: turn.effects };
}

/** A virtual server that is gone with all of its real servers. */
export function removed(before: VirtualServer, state: BalancingState): readonly BalancingEffect[] {
  const turn: BalancingTurn = { virtualServer: before, state, effects: [{ kind: "tableChanged" }] };
  log(turn, `Removing Virtual Server ${before.name}`);
  for (const [index, server] of before.realServers.entries()) {
    forget(turn, server, state.servers[index]?.alive === true);
  }
  if (state.hasQuorum) {
    turn.effects.push({ kind: "quorumChanged", up: false });
    state.liveWeight = 0;
    tellOfQuorum(turn, false, quorumMailText(turn, "Lost quorum"));
  }
  state.phase = "stopped";
  return turn.effects;
}

/** One that stays is as alive as it was, until `follow` looks at what its checkers have become. */
function serverAfter({ state, match, health }: BalancingReload, index: number): ServerState {
  const old = match.servers[index]?.before ?? null;
  const kept = old === null ? undefined : state.servers[old];
  const { failedCheckers, isConfirmed, weightDelta } = health[index] ?? soundHealth;
  return {
    alive: kept?.alive ?? failedCheckers === 0,
    toldDown: kept?.toldDown ?? isConfirmed,
    failedCheckers,
    weightDelta,
  };
}

function follow(turn: BalancingTurn, index: number, weightBefore: number): void {
  const server = subjectOf(turn, index);
  const { model, state } = server;
  const isSound = state.failedCheckers === 0;
  if (isSound && !state.alive) putIn(turn, server);
  if (!isSound && state.alive) takeOut(turn, server);
  const weight = effectiveWeight(model, state);
  if (weight !== weightBefore) logWeight(turn, server, weightBefore, weight);
}

/** Who was down is gone without a word. */
function forget(turn: BalancingTurn, server: RealServer, isAlive: boolean): void {
  const { virtualServer } = turn;
  if (!isAlive) return;
  log(turn, `Removing service ${serverName(virtualServer, server)} from VS ${virtualServer.name}`);
  tellOfServer(turn, server, null, false);
  mail(turn, server, false, "Removing");
}
