import assert from "node:assert/strict";
import { test } from "node:test";
import type { Configuration } from "../../../../src/config/model/configuration.ts";
import type { VrrpInstance } from "../../../../src/config/model/vrrp-instance.ts";
import { virtualAddress, virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import {
  type Centiseconds,
  type Priority,
  seconds,
  type VirtualRouterId,
} from "../../../../src/wire/units.ts";
import { address, configurationOf, FakeWorld } from "./fake-world.ts";
import { syncGroup, tracker, trackScript } from "./trackers.ts";

/** "inside" on eth0 and "outside" on eth1, each with an address of its own. */
const members = [1, 2].map((number): VrrpInstance => {
  const interfaceName = `eth${number - 1}`;
  const line = virtualAddress(`10.0.${number}.100` as IpAddress);
  return virtualInstance({
    name: number === 1 ? "inside" : "outside",
    interface: interfaceName,
    virtualRouterId: number as VirtualRouterId,
    version: 3,
    checksum: "pseudoHeader",
    syncGroup: "G",
    virtualAddresses: [{ ...line, interface: interfaceName }],
  });
});

const both = (instances: readonly VrrpInstance[] = members, name = "G"): Configuration => ({
  ...configurationOf(...instances),
  syncGroups: [syncGroup(name, ["inside", "outside"])],
});

function world(): FakeWorld {
  const made = new FakeWorld();
  made.addLink(3, "eth1");
  made.addAddress(3, "10.0.1.1");
  return made;
}

function masters() {
  const lan = world();
  const router = lan.router(both());
  lan.pass(router, seconds(8));
  lan.takeAsked();
  return { lan, router };
}

const phases = (router: ReturnType<FakeWorld["router"]>) =>
  router.instances.map(({ state }) => state.phase);

/** The peer of the member with this VRID, with that priority. */
function peerSpeaksOn(lan: FakeWorld, id: number, priority: number): void {
  const advert = {
    version: 3 as const,
    virtualRouterId: id as VirtualRouterId,
    priority: priority as Priority,
    advertIntervalCentiseconds: 100 as Centiseconds,
    addresses: [address(`10.0.${id}.100`)],
  };
  lan.deliver(advert, `10.0.${id - 1}.2`);
}

function peerSpeaks(lan: FakeWorld, priority: number): void {
  for (const id of [1, 2]) peerSpeaksOn(lan, id, priority);
}

test("a group becomes master as one: adverts of all, then addresses of all", () => {
  const lan = world();
  const router = lan.router(both());
  assert.deepEqual(phases(router), ["backup", "backup"]);
  lan.takeAsked();
  lan.pass(router, seconds(8));
  assert.deepEqual(phases(router), ["master", "master"]);
  const asked = lan.takeAsked();
  assert.deepEqual(asked.slice(0, 2), ["advert 100", "advert 100"]);
  assert.deepEqual(asked.slice(2, 4).sort(), ["add 10.0.1.100", "add 10.0.2.100"]);
  assert.deepEqual(lan.groupChanges, ["G backup", "G master"]);
  assert.ok(lan.logged.includes("VRRP_Group(G) Syncing instances to MASTER state"));
});

test("one interface down: both members let go in the same turn, and return together", () => {
  const { lan, router } = masters();
  lan.addLink(3, "eth1", false);
  assert.deepEqual(phases(router), ["fault", "fault"]);
  assert.deepEqual(lan.takeAsked(), ["advert 0", "remove 10.0.2.100", "remove 10.0.1.100"]);
  lan.addLink(3, "eth1", true);
  assert.deepEqual(phases(router), ["backup", "backup"]);
  lan.pass(router, seconds(8));
  assert.deepEqual(phases(router), ["master", "master"]);
  assert.deepEqual(lan.groupChanges.slice(-3), ["G fault", "G backup", "G master"]);
});

test("a member that hears a higher priority takes the other with it", () => {
  const { lan, router } = masters();
  peerSpeaksOn(lan, 2, 150);
  assert.deepEqual(phases(router), ["backup", "backup"]);
  assert.equal(lan.holds("10.0.1.100"), false);
  assert.equal(lan.holds("10.0.2.100"), false);
});

test("a member that waits for a first result holds the whole group", () => {
  const [inside, outside] = members;
  assert.ok(inside && outside);
  const follows = { ...outside, trackers: [tracker("script", "chk")] };
  const configuration = both([inside, follows]);
  const tracking = { ...configuration.tracking, scripts: [trackScript("chk")] };
  const lan = world();
  const router = lan.router({ ...configuration, tracking });
  lan.pass(router, seconds(5));
  assert.deepEqual(phases(router), ["init", "init"]);
  const result = { kind: "verdict", good: true, reason: "succeeded" } as const;
  router.tracked({ kind: "script", name: "chk", result });
  assert.deepEqual(phases(router), ["backup", "backup"]);
});

test("a reload keeps the state of a group, also under another name, and tells nobody", () => {
  const { lan, router } = masters();
  const { length } = lan.groupChanges;
  router.reload(both());
  router.reload(
    both(
      members.map((each) => ({ ...each, syncGroup: "H" })),
      "H",
    ),
  );
  lan.pass(router, seconds(5));
  assert.deepEqual(phases(router), ["master", "master"]);
  assert.equal(lan.groupChanges.length, length);
  assert.equal(router.groups[0]?.state.phase, "master");
});

test("a reload that makes a group of a master and a backup gives both one state", () => {
  const lan = world();
  const free = members.map((each) => ({ ...each, syncGroup: null }));
  const router = lan.router(configurationOf(...free));
  lan.pass(router, seconds(1));
  for (let heard = 0; heard < 5; heard++) {
    peerSpeaksOn(lan, 2, 150);
    lan.pass(router, seconds(1));
  }
  assert.deepEqual(phases(router), ["master", "backup"]);
  router.reload(both());
  const [first, second] = phases(router);
  assert.equal(first, second);
});

test("a switch-over of a member hands over the whole group, and takes it back", () => {
  const { lan, router } = masters();
  const outcomes: boolean[] = [];
  const order = (back: boolean) =>
    router.order({ kind: "switchover", instance: "inside", back }, ({ ok }) => outcomes.push(ok));
  order(false);
  assert.deepEqual(lan.takeAsked(), ["advert 0", "advert 0"]);
  peerSpeaks(lan, 90);
  assert.deepEqual(outcomes, [true]);
  for (let second = 0; second < 10; second++) {
    lan.pass(router, seconds(1));
    peerSpeaks(lan, 90);
  }
  assert.deepEqual(phases(router), ["backup", "backup"]);
  order(true);
  for (let half = 0; half < 10; half++) {
    lan.pass(router, seconds(0.5));
    if (!lan.holds("10.0.1.100")) peerSpeaks(lan, 90);
  }
  assert.deepEqual(phases(router), ["master", "master"]);
});

test("a switch-over of a group that nobody takes up leaves both addresses where they are", () => {
  const { lan, router } = masters();
  const outcomes: boolean[] = [];
  router.order({ kind: "switchover", instance: "inside", back: false }, ({ ok }) =>
    outcomes.push(ok),
  );
  lan.pass(router, seconds(5));
  assert.deepEqual(outcomes, [false]);
  assert.deepEqual(phases(router), ["master", "master"]);
  assert.ok(!lan.takeAsked().some((asked) => asked.startsWith("remove")));
});

test("an operator's fault of one member is the fault of all", () => {
  const { lan, router } = masters();
  const order = (on: boolean) =>
    router.order({ kind: "fault", instance: "outside", on }, () => undefined);
  order(true);
  assert.deepEqual(phases(router), ["fault", "fault"]);
  order(false);
  lan.pass(router, seconds(8));
  assert.deepEqual(phases(router), ["master", "master"]);
});

test("a planned stop ends with the group's", () => {
  const { lan, router } = masters();
  router.stop(seconds(5));
  lan.pass(router, seconds(3));
  assert.equal(lan.stopped, true);
  assert.equal(lan.groupChanges.at(-1), "G stopped");
});

test("instances that are resumed are masters together, and nothing was ever taken away", () => {
  const lan = world();
  lan.addAddress(2, "10.0.1.100");
  lan.addAddress(3, "10.0.2.100");
  const memory = { mayResume: () => true, results: [], operators: new Map() };
  const router = lan.router(both(), memory);
  lan.pass(router, seconds(5));
  assert.deepEqual(phases(router), ["master", "master"]);
  assert.ok(!lan.takeAsked().some((asked) => asked.startsWith("remove")));
});
