/**
 * Whether enough real servers are alive, and what serves while they are not (keepalived.md §18).
 */
import type { VirtualServer } from "../../config/model/load-balancing.ts";
import { serverName } from "./names.ts";
import type { BalancingState } from "./state.ts";
import { type BalancingTurn, log, tellOfQuorum } from "./turn.ts";

/** A process that takes over from one that was cut off: what holds was told by that one. */
type Telling = "all" | "nothing";

/** The first look, at the start. */
export function settleQuorum(turn: BalancingTurn, telling: Telling): void {
  const { virtualServer, state } = turn;
  state.hasQuorum = suffices(virtualServer, state);
  log(turn, state.hasQuorum ? gainedLine(turn) : startingDownLine(turn));
  if (!state.hasQuorum) logSorryServer(turn);
  turn.effects.push({ kind: "quorumChanged", up: state.hasQuorum });
  if (telling === "nothing") return;
  const change = `Starting with quorum ${state.hasQuorum ? "up" : "down"}`;
  tellOfQuorum(turn, state.hasQuorum, quorumMailText(turn, change));
}

/** After whatever changed the live weight. */
export function followQuorum(turn: BalancingTurn): void {
  const { virtualServer, state } = turn;
  const changes = state.hasQuorum
    ? failsToSuffice(virtualServer, state)
    : suffices(virtualServer, state);
  if (!changes) return;
  state.hasQuorum = !state.hasQuorum;
  log(turn, state.hasQuorum ? gainedLine(turn) : lostLine(turn));
  logSorryServer(turn);
  turn.effects.push({ kind: "tableChanged" }, { kind: "quorumChanged", up: state.hasQuorum });
  const change = state.hasQuorum ? "Gained quorum" : "Lost quorum";
  tellOfQuorum(turn, state.hasQuorum, quorumMailText(turn, change));
}

/** What a mail says; the sum and its sign are the same whatever has happened, as in keepalived. */
export function quorumMailText({ virtualServer, state }: BalancingTurn, change: string): string {
  return `${change} ${gainingSum(virtualServer)} <= ${state.liveWeight}`;
}

/** The sorry server stands in for the real servers. */
export const sorryServerServes = ({ sorryServer }: VirtualServer, state: BalancingState): boolean =>
  sorryServer !== null && !state.hasQuorum;

const suffices = ({ quorum }: VirtualServer, { liveWeight }: BalancingState): boolean =>
  liveWeight >= quorum.weight + quorum.hysteresis;

const failsToSuffice = ({ quorum }: VirtualServer, { liveWeight }: BalancingState): boolean =>
  liveWeight === 0 || liveWeight < quorum.weight - quorum.hysteresis;

function gainingSum({ quorum: { weight, hysteresis } }: VirtualServer): string {
  return `${weight}+${hysteresis}=${weight + hysteresis}`;
}

function gainedLine(turn: BalancingTurn): string {
  return `${quorumMailText(turn, "Gained quorum")} for VS ${turn.virtualServer.name}`;
}

function lostLine({ virtualServer, state }: BalancingTurn): string {
  const { weight, hysteresis } = virtualServer.quorum;
  const difference = `${weight}-${hysteresis}=${weight - hysteresis}`;
  return `Lost quorum ${difference} > ${state.liveWeight} for VS ${virtualServer.name}`;
}

/** What it takes to gain it; the sign is wrong, and keepalived's. */
function startingDownLine({ virtualServer, state }: BalancingTurn): string {
  const { weight, hysteresis } = virtualServer.quorum;
  const needed = `${weight}-${hysteresis}=${weight + hysteresis}`;
  return `Starting with quorum down ${needed} > ${state.liveWeight} for VS ${virtualServer.name}`;
}

function logSorryServer(turn: BalancingTurn): void {
  const { virtualServer, state } = turn;
  const { sorryServer, name } = virtualServer;
  if (sorryServer === null) return;
  const server = `sorry server ${serverName(virtualServer, sorryServer)}`;
  if (state.hasQuorum) {
    log(turn, `${sorryServer.inhibit ? "Disabling" : "Removing"} ${server} from VS ${name}`);
    log(turn, `Adding alive servers to the pool for VS ${name}`);
  } else {
    log(turn, `${sorryServer.inhibit ? "Enabling" : "Adding"} ${server} to VS ${name}`);
    log(turn, `Removing alive servers from the pool for VS ${name}`);
  }
}
