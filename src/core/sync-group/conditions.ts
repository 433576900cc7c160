/** What each member has to know of the others (behaviours §6). */
import type { SyncGroup } from "../../config/model/sync-group.ts";
import type { GroupCondition } from "../vrrp/events.ts";
import { awaitedTrackers, ownFaults } from "../vrrp/faults.ts";
import type { VrrpState } from "../vrrp/state.ts";

export interface Member {
  readonly name: string;
  readonly state: VrrpState;
}

/**
 * For the `start` of a member: nobody begins before all have been told to, and then they do in the
 * group's order, as `settle` tells them.
 */
export const groupAtStart = ({ members }: SyncGroup, name: string): GroupCondition => ({
  faultyMembers: [],
  awaitedMembers: members.filter((other) => other !== name),
  othersWantMaster: false,
});

export function conditionFor(member: Member, members: readonly Member[]): GroupCondition {
  const others = members.filter((other) => other !== member);
  return {
    faultyMembers: namesOf(others.filter(({ state }) => ownFaults(state).length > 0)),
    awaitedMembers: namesOf(others.filter(({ state }) => isAwaited(state))),
    othersWantMaster: others.every(({ state }) => state.wantsMaster),
  };
}

export const sameCondition = (left: GroupCondition, right: GroupCondition): boolean =>
  left.othersWantMaster === right.othersWantMaster &&
  sameNames(left.faultyMembers, right.faultyMembers) &&
  sameNames(left.awaitedMembers, right.awaitedMembers);

/** It holds the others back: once they have begun, nobody waits for anybody. */
export const isAwaited = ({ started, begun, tracked }: VrrpState): boolean =>
  !started || (!begun && awaitedTrackers(tracked).length > 0);

const namesOf = (members: readonly Member[]): readonly string[] => members.map(({ name }) => name);

const sameNames = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((name, index) => name === right[index]);
