/** One step in the making: the virtual server, its state, and the effects so far. */
import type { RealServer, VirtualServer } from "../../config/model/load-balancing.ts";
import type { ScriptCommand } from "../../config/model/script-command.ts";
import type { BalancingEffect, NotifyOccasion } from "./effects.ts";
import { serverName } from "./names.ts";
import type { BalancingState, ServerState } from "./state.ts";

export interface BalancingTurn {
  readonly virtualServer: VirtualServer;
  readonly state: BalancingState;
  readonly effects: BalancingEffect[];
}

/** One real server: as configured, as it is, and how it is called. */
export interface Subject {
  readonly index: number;
  readonly model: RealServer;
  readonly state: ServerState;
}

/** Throws for an index that the model does not have: the shell has lost its way. */
export function subjectOf({ virtualServer, state }: BalancingTurn, index: number): Subject {
  const model = virtualServer.realServers[index];
  const server = state.servers[index];
  if (model === undefined || server === undefined) {
    throw new Error(`${virtualServer.name} has no real server of index ${index}`);
  }
  return { index, model, state: server };
}

export function log({ effects }: BalancingTurn, message: string): void {
  effects.push({ kind: "log", level: "info", message });
}

export function notify(
  { effects }: BalancingTurn,
  occasion: NotifyOccasion,
  command: ScriptCommand | null,
  server: number | null,
): void {
  if (command !== null) effects.push({ kind: "notify", occasion, command, server });
}

/** Scripts and named pipes hear of a real server (keepalived.md §17.3); gone, it has no index. */
export function tellOfServer(
  turn: BalancingTurn,
  model: RealServer,
  index: number | null,
  up: boolean,
): void {
  const { virtualServer, effects } = turn;
  notify(turn, up ? "serverUp" : "serverDown", up ? model.notifyUp : model.notifyDown, index);
  const names = `${serverName(virtualServer, model)} ${virtualServer.name}`;
  effects.push({ kind: "eventLine", line: `RS ${names} ${up ? "UP" : "DOWN"}` });
}

/** A server that sends mails does so of this. */
export function mail(
  { virtualServer, effects }: BalancingTurn,
  about: RealServer | null,
  up: boolean,
  text: string,
): void {
  if ((about ?? virtualServer).mailAlert) effects.push({ kind: "mail", about, up, text });
}

/** Scripts, named pipes and mails hear of the quorum; `what` is what the mail says. */
export function tellOfQuorum(turn: BalancingTurn, up: boolean, what: string): void {
  const { quorum, name } = turn.virtualServer;
  notify(turn, up ? "quorumUp" : "quorumDown", up ? quorum.up : quorum.down, null);
  turn.effects.push({ kind: "eventLine", line: `VS ${name} ${up ? "UP" : "DOWN"}` });
  mail(turn, null, up, what);
}
