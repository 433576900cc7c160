import assert from "node:assert/strict";
import { test } from "node:test";
import type { SyncGroup } from "../../../../src/config/model/sync-group.ts";
import type { Member } from "../../../../src/core/sync-group/conditions.ts";
import { settle } from "../../../../src/core/sync-group/settle.ts";
import { type GroupState, initialGroupState } from "../../../../src/core/sync-group/state.ts";
import type { GroupCondition } from "../../../../src/core/vrrp/events.ts";
import type { Phase, VrrpState } from "../../../../src/core/vrrp/state.ts";
import { initialState } from "../../../../src/core/vrrp/step.ts";
import { virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import type { Micros } from "../../../../src/wire/units.ts";

const now = 1_000_000 as Micros;

const group: SyncGroup = {
  name: "G",
  place: { source: 0, line: 1, column: 1, length: 1 },
  members: ["A", "B", "C"],
  trackers: [],
  allowsWeights: false,
  notify: { master: null, backup: null, fault: null, stop: null, any: null },
  smtpAlert: null,
  notifyPriorityChanges: null,
};

const sound: GroupCondition = { faultyMembers: [], awaitedMembers: [], othersWantMaster: false };

function member(name: string, phase: Phase, differences: Partial<VrrpState> = {}): Member {
  const state = initialState(virtualInstance({ name }), now);
  const running = { started: true, begun: true, wantsMaster: phase === "master", group: sound };
  return { name, state: { ...state, phase, ...running, ...differences } };
}

const standing = (phase: GroupState["phase"], ...joined: string[]): GroupState => ({
  ...initialGroupState(now),
  phase,
  joined,
});

/** Moves only: what members are told about each other is another matter. */
const moves = (state: GroupState, members: readonly Member[]): readonly string[] =>
  settle(group, state, members, now).tell.flatMap(({ name, event }) =>
    event.kind === "groupMoved" ? `${name} to ${event.to}` : [],
  );

test("an instance that a reload adds to a MASTER group becomes MASTER, and pulls nobody down", () => {
  const members = [member("A", "master"), member("B", "master"), member("C", "backup")];
  assert.deepEqual(moves(standing("master", "A", "B"), members), ["C to master"]);
});

test("a MASTER that a reload adds to a BACKUP group gives up, and pulls nobody up", () => {
  const members = [member("A", "backup"), member("B", "backup"), member("C", "master")];
  assert.deepEqual(moves(standing("backup", "A", "B"), members), ["C to backup"]);
});

test("a newcomer that waits for a first result leaves the group where it is", () => {
  const members = [member("A", "master"), member("C", "init", { begun: false })];
  const { state, tell } = settle(group, standing("master", "A"), members, now);
  assert.equal(state.phase, "master");
  assert.deepEqual(state.joined, ["A"]);
  assert.ok(tell.every(({ event }) => event.kind === "groupChanged"));
});

test("a member that was MASTER with the others and is not takes them down", () => {
  const members = [member("A", "master"), member("B", "backup"), member("C", "master")];
  assert.deepEqual(moves(standing("master", "A", "B", "C"), members), [
    "A to backup",
    "C to backup",
  ]);
});

test("members that disagree when a group is made of them follow the MASTER among them", () => {
  const members = [member("A", "backup"), member("B", "master")];
  assert.deepEqual(moves(initialGroupState(now), members), ["A to master"]);
});

test("a group without a member that runs has nothing to say", () => {
  const state = standing("backup");
  assert.deepEqual(settle(group, state, [], now), { state, effects: [], tell: [] });
});

test("a group whose members end is left alone", () => {
  const members = [member("A", "handingOver", { leaving: "stop" }), member("B", "master")];
  const state = standing("master", "A", "B");
  assert.deepEqual(settle(group, state, members, now), { state, effects: [], tell: [] });
});

test("a change is told with what the first member said of it", () => {
  const because = "nothing heard of 10.0.0.2 for 3609 ms";
  const lastDecision = { rule: "masterDown", because, heard: null } as const;
  const first = member("A", "master", { lastDecision });
  const moving = settle(group, standing("backup", "A", "B"), [first, member("B", "backup")], now);
  assert.deepEqual(moving.effects, [
    { kind: "log", level: "info", message: "VRRP_Group(G) Syncing instances to MASTER state" },
  ]);
  const others: GroupCondition = { ...sound, othersWantMaster: true };
  const followed = ["A", "B"].map((name) => member(name, "master", { group: others }));
  const { effects, tell } = settle(group, moving.state, followed, now);
  assert.deepEqual(tell, []);
  assert.deepEqual(effects, [
    { kind: "stateChanged", from: "backup", to: "master", because: `A: ${because}` },
  ]);
});
