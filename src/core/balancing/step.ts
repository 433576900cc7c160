/** A virtual server as a machine without a clock (keepalived.md §17.3, §18). */
import type { VirtualServer } from "../../config/model/load-balancing.ts";
import type { BalancingEffect } from "./effects.ts";
import type { BalancingEvent } from "./events.ts";
import { serverName } from "./names.ts";
import { followQuorum, settleQuorum } from "./quorum.ts";
import { confirmDown, logWeight, putIn, takeOut } from "./servers.ts";
import { type BalancingState, effectiveWeight } from "./state.ts";
import {
  type BalancingTurn,
  log,
  mail,
  type Subject,
  subjectOf,
  tellOfQuorum,
  tellOfServer,
} from "./turn.ts";

/**
 * Takes one event, changes `state` in place, and gives the effects in the order they are to be
 * carried out.
 */
export function step(
  virtualServer: VirtualServer,
  state: BalancingState,
  event: BalancingEvent,
): readonly BalancingEffect[] {
  const turn: BalancingTurn = { virtualServer, state, effects: [] };
  if (event.kind === "start") {
    if (state.phase === "init") start(turn, event);
  } else if (state.phase === "running") take(turn, event);
  return turn.effects;
}

function take(turn: BalancingTurn, event: Exclude<BalancingEvent, { kind: "start" }>): void {
  switch (event.kind) {
    case "checkFailed":
      return checkFailed(turn, subjectOf(turn, event.server));
    case "checkPassed":
      return checkPassed(turn, subjectOf(turn, event.server));
    case "checkConfirmed":
      return confirmDown(turn, subjectOf(turn, event.server));
    case "weightChanged":
      return weightChanged(turn, subjectOf(turn, event.server), event.to - event.from);
    case "stop":
      return stop(turn);
  }
}

function start(turn: BalancingTurn, event: BalancingEvent & { readonly kind: "start" }): void {
  const { state, effects } = turn;
  const telling = event.takesOver === true ? "nothing" : "all";
  state.phase = "running";
  effects.push({ kind: "tableChanged" });
  if (event.initialNotifies && telling === "all") {
    for (const [index, { alive }] of state.servers.entries()) {
      const { model } = subjectOf(turn, index);
      if (alive) tellOfServer(turn, model, index, true);
    }
  }
  settleQuorum(turn, telling);
}

function checkFailed(turn: BalancingTurn, server: Subject): void {
  server.state.failedCheckers++;
  if (!server.state.alive) return;
  takeOut(turn, server);
  followQuorum(turn);
}

function checkPassed(turn: BalancingTurn, server: Subject): void {
  const { state } = server;
  state.failedCheckers = Math.max(0, state.failedCheckers - 1);
  if (state.failedCheckers > 0 || state.alive) return;
  putIn(turn, server);
  followQuorum(turn);
}

function weightChanged(turn: BalancingTurn, server: Subject, by: number): void {
  const { model, state } = server;
  const before = effectiveWeight(model, state);
  state.weightDelta += by;
  const after = effectiveWeight(model, state);
  if (before === after) return;
  logWeight(turn, server, before, after);
  if (!state.alive) return;
  turn.effects.push({ kind: "tableChanged" });
  turn.state.liveWeight += after - before;
  followQuorum(turn);
}

const shuttingDown = "Shutting down";

/** `omega`: what goes down with the daemon is told as well. */
function stop(turn: BalancingTurn): void {
  const { virtualServer, state } = turn;
  for (const [index, server] of state.servers.entries()) {
    const { model } = subjectOf(turn, index);
    const inhibited = model.inhibitOnFailure && !server.alive ? " (inhibited)" : "";
    const name = serverName(virtualServer, model);
    log(turn, `Shutting down${inhibited} service ${name} from VS ${virtualServer.name}`);
    if (!virtualServer.notifyAtStop || !server.alive) continue;
    tellOfServer(turn, model, index, false);
    mail(turn, model, false, shuttingDown);
  }
  if (virtualServer.notifyAtStop && state.hasQuorum) tellOfQuorum(turn, false, shuttingDown);
  state.phase = "stopped";
}
