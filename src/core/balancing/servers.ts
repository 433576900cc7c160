/** One real server comes or goes, in the order of behaviours §17.3; the quorum is to follow. */
import { serverName } from "./names.ts";
import { effectiveWeight } from "./state.ts";
import { type BalancingTurn, log, type Subject, tellOfServer } from "./turn.ts";

export function takeOut(turn: BalancingTurn, server: Subject): void {
  const { virtualServer } = turn;
  const { model, state } = server;
  const name = serverName(virtualServer, model);
  log(
    turn,
    model.inhibitOnFailure
      ? `Disabling service ${name} of VS ${virtualServer.name}`
      : `Removing service ${name} from VS ${virtualServer.name}`,
  );
  state.alive = false;
  state.toldDown = true;
  turn.state.liveWeight -= effectiveWeight(model, state);
  changed(turn, server);
}

export function putIn(turn: BalancingTurn, server: Subject): void {
  const { virtualServer } = turn;
  const { model, state } = server;
  const name = serverName(virtualServer, model);
  log(
    turn,
    model.inhibitOnFailure
      ? `Enabling service ${name} of VS ${virtualServer.name}`
      : `Adding service ${name} to VS ${virtualServer.name}`,
  );
  state.alive = true;
  state.toldDown = false;
  turn.state.liveWeight += effectiveWeight(model, state);
  changed(turn, server);
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

function changed(turn: BalancingTurn, { index, model, state }: Subject): void {
  const { alive } = state;
  turn.effects.push({ kind: "tableChanged" }, { kind: "serverChanged", server: index, up: alive });
  tellOfServer(turn, model, index, alive);
}
