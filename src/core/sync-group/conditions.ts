/** What each member has to know of the others (keepalived.md §6). */
import type { SyncGroup } from "../../config/model/sync-group.ts";
import { type GroupCondition, noGroup } from "../vrrp/events.ts";
import { awaitedTrackers, ownFaults } from "../vrrp/faults.ts";
import type { VrrpState } from "../vrrp/state.ts";

export interface Member {
  readonly name: string;
  readonly state: VrrpState;
}

/** One is enough to hold a member back; more would make every news of one a news for all. */
const mostNamed = 3;

/**
 * For the `start` of a member: nobody begins before all have been told to, and then they do in the
 * group's order, as `settle` tells them.
 */
export const groupAtStart = ({ members }: SyncGroup, name: string): GroupCondition => ({
  faultyMembers: [],
  awaitedMembers: othersThan(name, members.slice(0, mostNamed + 1)),
  othersWantMaster: false,
});

/** The condition of each member, in their order. */
export function conditionsOf(members: readonly Member[]): readonly GroupCondition[] {
  const faulty = firstOf(members, ({ state }) => ownFaults(state).length > 0);
  const awaited = firstOf(members, ({ state }) => isAwaited(state));
  const wanting = members.filter(({ state }) => state.wantsMaster).length;
  return members.map(({ name, state }) => ({
    faultyMembers: othersThan(name, faulty),
    awaitedMembers: othersThan(name, awaited),
    othersWantMaster: wanting - (state.wantsMaster ? 1 : 0) === members.length - 1,
  }));
}

/** Of the name that `member` has among `members`. */
export function conditionFor({ name }: Member, members: readonly Member[]): GroupCondition {
  const index = members.findIndex((each) => each.name === name);
  return conditionsOf(members)[index] ?? noGroup;
}

export const sameCondition = (left: GroupCondition, right: GroupCondition): boolean =>
  left.othersWantMaster === right.othersWantMaster &&
  sameNames(left.faultyMembers, right.faultyMembers) &&
  sameNames(left.awaitedMembers, right.awaitedMembers);

/** It holds the others back: once they have begun, nobody waits for anybody. */
export const isAwaited = ({ started, begun, tracked }: VrrpState): boolean =>
  !started || (!begun && awaitedTrackers(tracked).length > 0);

/**
 * Whether a step of a member can matter to its group. Most are adverts, heard or sent, and do not: a
 * group of hundreds is not looked at for each of them.
 */
export const concernsGroup = (before: VrrpState, after: VrrpState): boolean =>
  before.phase !== after.phase ||
  before.leaving !== after.leaving ||
  before.wantsMaster !== after.wantsMaster ||
  before.faults !== after.faults ||
  before.started !== after.started ||
  before.begun !== after.begun ||
  before.tracked !== after.tracked ||
  before.group !== after.group ||
  (after.phase === "master" && before.lastDiscarded !== after.lastDiscarded);

/** As many as a member needs to be told of, and itself among them. */
function firstOf(members: readonly Member[], fits: (member: Member) => boolean): readonly string[] {
  const names: string[] = [];
  for (const member of members) {
    if (names.length > mostNamed) break;
    if (fits(member)) names.push(member.name);
  }
  return names;
}

const othersThan = (name: string, names: readonly string[]): readonly string[] =>
  names.length === 0 ? names : names.filter((other) => other !== name).slice(0, mostNamed);

const sameNames = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((name, index) => name === right[index]);
