/**
 * Members of a sync group move together (keepalived.md §6): after every step of a member the shell
 * asks what the others are to be told, tells them, and asks again until there is nothing to tell.
 */
import type { SyncGroup } from "../../config/model/sync-group.ts";
import type { Micros } from "../../wire/units.ts";
import type { VrrpEvent } from "../vrrp/events.ts";
import { conditionsOf, isAwaited, type Member, sameCondition } from "./conditions.ts";
import type { GroupEffect } from "./effects.ts";
import type { GroupState } from "./state.ts";
import { isMaster, type Target, targetOf } from "./target.ts";

export interface Settlement {
  readonly state: GroupState;
  /** To be carried out first. */
  readonly effects: readonly GroupEffect[];
  /** In this order; then `settle` is to be asked again, with the states that result. */
  readonly tell: readonly Telling[];
}

export interface Telling {
  readonly name: string;
  readonly event: VrrpEvent;
}

/** `members`: those of the group that run, in the group's order. */
export function settle(
  group: SyncGroup,
  state: GroupState,
  members: readonly Member[],
  now: Micros,
): Settlement {
  // A planned stop moves every member by itself.
  if (members.length === 0 || members.some(isEnding)) return { state, effects: [], tell: [] };
  const target = targetOf(state, members);
  const contest = contestOf(state, members);
  const tell = [...conditionsToTell(members), ...movesToTell(target, members), ...contest.tell];
  const waited = state.waited || members.some(waits);
  const moved = moveTo(group, target, { ...state, waited, contestedAt: contest.at }, now);
  return tell.length === 0 ? atRest(moved, members) : { ...moved, tell };
}

const isEnding = ({ state: { phase, leaving } }: Member): boolean =>
  phase === "stopped" || leaving === "stop";

const waits = ({ state }: Member): boolean => state.started && isAwaited(state);

type Move = Omit<Settlement, "tell">;

function moveTo(group: SyncGroup, target: Target, state: GroupState, now: Micros): Move {
  const { phase: to, because } = target;
  if (to === state.phase) return { state, effects: [] };
  const next = { ...state, phase: to, lastTransition: now };
  const from = state.untold?.from ?? state.phase;
  if (to === from) return { state: { ...next, untold: null }, effects: [] };
  // Where nobody had to wait for a result keepalived tells of the group before its members begin.
  if (from === "init" && to === "backup" && !state.waited) {
    return { state: next, effects: [{ kind: "stateChanged", from, to, because }] };
  }
  const message = `VRRP_Group(${group.name}) Syncing instances to ${to.toUpperCase()} state`;
  return {
    state: { ...next, untold: { from, because } },
    effects: [{ kind: "log", level: "info", message }],
  };
}

/** All members have followed: now the change is told, once. */
function atRest({ state, effects }: Move, members: readonly Member[]): Settlement {
  const { phase, untold } = state;
  const stands = (member: Member): boolean =>
    phase === "master" ? isMaster(member.state) : member.state.phase === phase;
  const joined = members.filter(stands).map(({ name }) => name);
  const told: readonly GroupEffect[] =
    untold === null ? [] : [{ kind: "stateChanged", to: phase, ...untold }];
  return { state: { ...state, joined, untold: null }, effects: [...effects, ...told], tell: [] };
}

function conditionsToTell(members: readonly Member[]): readonly Telling[] {
  const tell: Telling[] = [];
  for (const [index, group] of conditionsOf(members).entries()) {
    const member = members[index];
    if (member === undefined || sameCondition(member.state.group, group)) continue;
    tell.push({ name: member.name, event: { kind: "groupChanged", group } });
  }
  return tell;
}

function movesToTell({ phase, because }: Target, members: readonly Member[]): readonly Telling[] {
  if (phase !== "master" && phase !== "backup") return [];
  const astray = members.filter(({ state }) =>
    phase === "master" ? state.phase === "backup" : isMaster(state),
  );
  return astray.map(({ name }) => ({ name, event: { kind: "groupMoved", to: phase, because } }));
}

/** Who hears another master on one segment makes the others announce themselves as well. */
function contestOf(
  { contestedAt }: GroupState,
  members: readonly Member[],
): { readonly at: Micros | null; readonly tell: readonly Telling[] } {
  const latest = Math.max(...members.map(({ state }) => contestedSince(state, contestedAt)));
  if (latest < 0) return { at: contestedAt, tell: [] };
  const others = members.filter(({ state }) => contestedSince(state, contestedAt) < 0);
  const tell = others.map(({ name }): Telling => ({ name, event: { kind: "groupContested" } }));
  return { at: latest as Micros, tell };
}

/** When it last answered a master of lower priority, if that is news; else less than 0. */
function contestedSince(state: Member["state"], since: Micros | null): number {
  const { phase, lastDiscarded, lastTransition } = state;
  if (phase !== "master" || lastDiscarded === null) return -1;
  const isNews = lastDiscarded.at >= lastTransition && lastDiscarded.at > (since ?? -1);
  return isNews ? lastDiscarded.at : -1;
}
