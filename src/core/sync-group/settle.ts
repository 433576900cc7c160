/**
 * Members of a sync group move together (behaviours §6): after every step of a member the shell asks
 * what the others are to be told, tells them, and asks again until there is nothing to tell.
 */
import type { SyncGroup } from "../../config/model/sync-group.ts";
import type { Micros } from "../../wire/units.ts";
import type { VrrpEvent } from "../vrrp/events.ts";
import { ownFaults } from "../vrrp/faults.ts";
import type { VrrpState } from "../vrrp/state.ts";
import { conditionFor, type Member, sameCondition } from "./conditions.ts";
import type { GroupEffect } from "./effects.ts";
import type { GroupPhase, GroupState } from "./state.ts";

export interface Settlement {
  readonly state: GroupState;
  /** To be carried out first. */
  readonly effects: readonly GroupEffect[];
  /** In this order; then `settle` is to be asked again, with the states that result. */
  readonly tell: readonly { readonly name: string; readonly event: VrrpEvent }[];
}

/** `members`: those of the group that run, in the group's order; one that ends is none any more. */
export function settle(
  group: SyncGroup,
  state: GroupState,
  members: readonly Member[],
  now: Micros,
): Settlement {
  const present = members.filter(
    ({ state: { phase, leaving } }) => phase !== "stopped" && leaving !== "stop",
  );
  // A planned stop moves every member by itself.
  if (present.length < members.length || present.length === 0)
    return { state, effects: [], tell: [] };
  const target = targetOf(state, present);
  const moved = target.phase !== state.phase;
  const tell = [...conditionsToTell(present), ...movesToTell(target, state, present)];
  const contested = contestToTell(state, present);
  const joined = present
    .filter(({ state: { phase } }) => phase === target.phase)
    .map(({ name }) => name);
  return {
    state: {
      phase: target.phase,
      joined: tell.length === 0 ? joined : state.joined,
      contestedAt: contested.at,
      lastTransition: moved ? now : state.lastTransition,
    },
    effects: moved ? changed(group, state.phase, target) : [],
    tell: [...tell, ...contested.tell],
  };
}

interface Target {
  readonly phase: GroupPhase;
  readonly because: string;
}

/** Where the group goes: the first member that left its place decides. */
function targetOf(state: GroupState, members: readonly Member[]): Target {
  const running = members.filter(({ state: { phase } }) => phase !== "init");
  const faulty = running.find((member) => ownFaults(member.state).length > 0);
  if (faulty !== undefined) {
    return { phase: "fault", because: faulty.state.lastDecision?.because ?? faulty.name };
  }
  if (running.length < members.length && running.every((member) => !isMaster(member.state))) {
    return { phase: running.length === 0 ? "init" : "backup", because: "its members begin" };
  }
  const fallen = running.find(
    ({ name, state: { phase } }) => state.joined.includes(name) && phase === "backup",
  );
  const master = running.find((member) => isMaster(member.state));
  const first = state.phase === "master" ? (fallen ?? master) : (master ?? fallen);
  if (first === undefined) return { phase: "backup", because: "its members begin" };
  return {
    phase: first === master ? "master" : "backup",
    because: `${first.name}: ${first.state.lastDecision?.because ?? ""}`,
  };
}

const isMaster = ({ phase, leaving }: VrrpState): boolean =>
  phase === "master" || leaving === "switchover";

function conditionsToTell(members: readonly Member[]): Settlement["tell"] {
  return members.flatMap((member) => {
    const group = conditionFor(member, members);
    const isNews = !sameCondition(member.state.group, group);
    return isNews ? [{ name: member.name, event: { kind: "groupChanged", group } as const }] : [];
  });
}

function movesToTell(
  { phase, because }: Target,
  _state: GroupState,
  members: readonly Member[],
): Settlement["tell"] {
  if (phase !== "master" && phase !== "backup") return [];
  const astray = members.filter(({ state }) =>
    phase === "master" ? state.phase === "backup" : isMaster(state),
  );
  return astray.map(({ name }) => ({ name, event: { kind: "groupMoved", to: phase, because } }));
}

function contestToTell(
  { contestedAt }: GroupState,
  members: readonly Member[],
): { readonly at: Micros | null; readonly tell: Settlement["tell"] } {
  const contests = members.filter(
    ({ state: { phase, lastDiscarded, lastTransition } }) =>
      phase === "master" &&
      lastDiscarded !== null &&
      lastDiscarded.at >= lastTransition &&
      lastDiscarded.at > (contestedAt ?? -1),
  );
  if (contests.length === 0) return { at: contestedAt, tell: [] };
  const at = Math.max(...contests.map(({ state }) => state.lastDiscarded?.at ?? 0)) as Micros;
  const others = members.filter((member) => !contests.includes(member));
  return { at, tell: others.map(({ name }) => ({ name, event: { kind: "groupContested" } })) };
}

function changed(group: SyncGroup, from: GroupPhase, { phase, because }: Target): GroupEffect[] {
  const change = { kind: "stateChanged", from, to: phase, because } as const;
  if (phase === "init") return [change];
  const message = `VRRP_Group(${group.name}) Syncing instances to ${phase.toUpperCase()} state`;
  return [{ kind: "log", level: "info", message }, change];
}
