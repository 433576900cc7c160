/** One real server comes or goes, in the order of keepalived.md §17.3; the quorum is to follow. */
import { serverName } from "./names.ts";
import { effectiveWeight } from "./state.ts";
import { type BalancingTurn, log, type Subject, tellOfServer } from "./turn.ts";

export const takeOut = (turn: BalancingTurn, server: Subject): void => set(turn, server, false);

export const putIn = (turn: BalancingTurn, server: Subject): void => set(turn, server, true);

function set(turn: BalancingTurn, { index, model, state }: Subject, alive: boolean): void {
  const { virtualServer } = turn;
  const [verb, preposition] = changeWords(model.inhibitOnFailure, alive);
  const name = serverName(virtualServer, model);
  log(turn, `${verb} service ${name} ${preposition} VS ${virtualServer.name}`);
  const weight = effectiveWeight(model, state);
  state.alive = alive;
  state.toldDown = !alive;
  turn.state.liveWeight += alive ? weight : -weight;
  turn.effects.push({ kind: "tableChanged" }, { kind: "serverChanged", server: index, up: alive });
  tellOfServer(turn, model, index, alive);
}

function changeWords(inhibits: boolean, alive: boolean): readonly [string, string] {
  if (inhibits) return [alive ? "Enabling" : "Disabling", "of"];
  return alive ? ["Adding", "to"] : ["Removing", "from"];
}

/** `alpha`: it started as down, and its first check says so too. */
export function confirmDown(turn: BalancingTurn, { index, model, state }: Subject): void {
  if (state.alive || state.toldDown) return;
  state.toldDown = true;
  tellOfServer(turn, model, index, false);
}

/** What its weight was, and what it is. */
export function logWeight(
  turn: BalancingTurn,
  { model, state }: Subject,
  before: number,
  after: number,
): void {
  const { virtualServer } = turn;
  const what = `${state.alive ? "active" : "inactive"} service ${serverName(virtualServer, model)}`;
  log(turn, `Changing weight from ${before} to ${after} for ${what} of VS ${virtualServer.name}`);
}
