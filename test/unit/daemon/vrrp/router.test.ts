import assert from "node:assert/strict";
import { test } from "node:test";
import type { VrrpInstance } from "../../../../src/config/model/vrrp-instance.ts";
import { virtualAddress, virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import {
  type Centiseconds,
  type Micros,
  milliseconds,
  type Priority,
  seconds,
  type VirtualRouterId,
} from "../../../../src/wire/units.ts";
import { vrrpGroupIpv4 } from "../../../../src/wire/vrrp/groups.ts";
import { address, configurationOf, FakeWorld } from "./fake-world.ts";
import { tracker } from "./trackers.ts";

const announcements = {
  masterDelayMicros: 0 as Micros,
  masterRepeat: 2,
  refreshMicros: 0 as Micros,
  refreshRepeat: 1,
  lowerPriorityDelayMicros: 0 as Micros,
  lowerPriorityRepeat: 1,
};

function instance(differences: Partial<VrrpInstance> = {}): VrrpInstance {
  return virtualInstance({
    name: "VI_1",
    interface: "eth0",
    version: 3,
    priority: 100 as Priority,
    advertIntervalMicros: seconds(1),
    delivery: { kind: "multicast", group: vrrpGroupIpv4, source: null },
    virtualAddresses: ["10.0.0.10", "10.0.0.11"].map(line),
    excludedAddresses: [],
    checksum: "pseudoHeader",
    announcements,
    ...differences,
  });
}

const line = (text: string) => ({ ...virtualAddress(address(text)), interface: "eth0" });

const advertOf = (priority: number, id: number = instance().virtualRouterId) => ({
  version: 3 as const,
  virtualRouterId: id as VirtualRouterId,
  priority: priority as Priority,
  advertIntervalCentiseconds: 100 as Centiseconds,
  addresses: ["10.0.0.10", "10.0.0.11"].map(address),
});

function master(configuration = configurationOf(instance())) {
  const world = new FakeWorld();
  const router = world.router(configuration);
  world.pass(router, seconds(4));
  world.takeAsked();
  return { world, router };
}

test("on becoming master the advert goes first, then all addresses, then all announcements", () => {
  const world = new FakeWorld();
  const router = world.router(configurationOf(instance()));
  world.pass(router, seconds(3.61));
  assert.deepEqual(world.takeAsked(), [
    "advert 100",
    "add 10.0.0.10",
    "add 10.0.0.11",
    "announce 4",
  ]);
  assert.deepEqual(world.logged, [
    "(VI_1) Entering BACKUP STATE (init)",
    "(VI_1) Entering MASTER STATE",
  ]);
});

test("all instances that become master at once share one batch of each kind", () => {
  const second = instance({
    name: "VI_2",
    virtualRouterId: 200 as VirtualRouterId,
    virtualAddresses: [line("10.0.0.20")],
  });
  const world = new FakeWorld();
  const router = world.router(configurationOf(instance(), second));
  world.pass(router, seconds(3.61));
  assert.deepEqual(world.takeAsked(), [
    "advert 100",
    "advert 100",
    "add 10.0.0.10",
    "add 10.0.0.11",
    "add 10.0.0.20",
    "announce 6",
  ]);
});

test("an address that an earlier process left behind is removed at start", () => {
  const world = new FakeWorld();
  world.addAddress(2, "10.0.0.10");
  world.router(configurationOf(instance()));
  assert.deepEqual(world.takeAsked(), ["remove 10.0.0.10"]);
});

test("a higher priority makes the master let go", () => {
  const { world } = master();
  world.deliver(advertOf(150), "10.0.0.2");
  assert.deepEqual(world.takeAsked(), ["remove 10.0.0.11", "remove 10.0.0.10"]);
  assert.equal(world.holds("10.0.0.10"), false);
});

test("an address that somebody else removes is put back at once and announced", () => {
  const { world, router } = master();
  world.removeAddress("10.0.0.10");
  world.pass(router, 0 as Micros);
  assert.deepEqual(world.takeAsked(), ["add 10.0.0.10", "announce 2"]);
  assert.match(world.logged.at(-1) ?? "", /10\.0\.0\.10 was removed by somebody else/);
});

test("an address removed again and again is put back once a second, not in a loop", () => {
  const { world, router } = master();
  for (let round = 0; round < 100; round++) {
    if (world.holds("10.0.0.10")) world.removeAddress("10.0.0.10");
    world.pass(router, milliseconds(1));
  }
  const restores = world.takeAsked().filter((asked) => asked === "add 10.0.0.10").length;
  assert.ok(restores <= 5, `${restores} restores in 0.1 s`);
  world.pass(router, seconds(1));
  assert.equal(world.holds("10.0.0.10"), true);
});

test("our own removals are no losses", () => {
  const { world, router } = master();
  world.deliver(advertOf(150), "10.0.0.2");
  world.pass(router, seconds(1));
  assert.ok(!world.logged.some((text) => text.includes("somebody else")));
});

test("an interface that goes down faults its instance, and frees it when it is back", () => {
  const { world, router } = master();
  world.addLink(2, "eth0", false);
  assert.deepEqual(world.takeAsked(), ["remove 10.0.0.11", "remove 10.0.0.10"]);
  assert.equal(world.logged.at(-1), "(VI_1) Entering FAULT STATE");
  world.addLink(2, "eth0", true);
  world.pass(router, seconds(3.61));
  assert.equal(world.logged.at(-1), "(VI_1) Entering MASTER STATE");
});

test("an interface that comes back under another index is followed there", () => {
  const { world, router } = master();
  world.removeLink(2);
  assert.equal(world.open.length, 0);
  world.addLink(7, "eth0");
  world.addAddress(7, "10.0.0.1");
  assert.deepEqual(
    world.open.map((socket) => socket.options.interfaceIndex),
    [7],
  );
  world.pass(router, seconds(3.61));
  assert.equal(world.addresses.find((each) => each.address === "10.0.0.10")?.interfaceIndex, 7);
});

test("a virtual address is never the source of adverts", () => {
  const world = new FakeWorld();
  world.removeAddress("10.0.0.1");
  world.addAddress(2, "10.0.0.10");
  world.router(configurationOf(instance()));
  assert.ok(world.logged.some((text) => text.includes("no address to send adverts from")));
});

test("a planned stop holds the addresses until the successor speaks", () => {
  const { world, router } = master();
  router.stop(seconds(5));
  assert.deepEqual(world.takeAsked(), ["advert 0"]);
  world.pass(router, milliseconds(600));
  assert.equal(world.holds("10.0.0.10"), true);
  world.deliver(advertOf(90), "10.0.0.2");
  assert.equal(world.holds("10.0.0.10"), false);
  assert.equal(world.stopped, true);
});

test("a planned stop with nobody to follow ends all the same", () => {
  const { world, router } = master();
  router.stop(seconds(5));
  world.pass(router, seconds(2));
  assert.equal(world.holds("10.0.0.10"), false);
  assert.equal(world.stopped, true);
});

test("a backup that is stopped stops at once", () => {
  const world = new FakeWorld();
  const router = world.router(configurationOf(instance()));
  router.stop(seconds(5));
  assert.equal(world.stopped, true);
});

test("a reload that changes nothing touches no address and changes no state", () => {
  const { world, router } = master();
  router.reload(configurationOf(instance()));
  assert.deepEqual(world.takeAsked(), ["advert 100"]);
  assert.equal(world.changes.length, 2);
});

test("a reload adds the new address and removes the old one of a master", () => {
  const { world, router } = master();
  router.reload(
    configurationOf(instance({ virtualAddresses: [line("10.0.0.10"), line("10.0.0.12")] })),
  );
  assert.equal(world.holds("10.0.0.10"), true);
  assert.equal(world.holds("10.0.0.11"), false);
  assert.equal(world.holds("10.0.0.12"), true);
  assert.ok(!world.takeAsked().includes("remove 10.0.0.10"));
});

test("after a reload instances stand in the file's order, new ones among those that run on", () => {
  const named = (name: string, id: number) =>
    instance({ name, virtualRouterId: id as VirtualRouterId });
  const [one, two, three] = [named("A", 1), named("B", 2), named("C", 3)];
  const { router } = master(configurationOf(one, three));
  router.reload(configurationOf(two, three, one));
  assert.deepEqual(
    router.instances.map((running) => running.instance.name),
    ["B", "C", "A"],
  );
});

test("an address that moves to another master in a reload is never removed", () => {
  const id = 200 as VirtualRouterId;
  const second = instance({
    name: "VI_2",
    virtualRouterId: id,
    virtualAddresses: [line("10.0.0.20")],
  });
  const { world, router } = master(configurationOf(instance(), second));
  const less = instance({ virtualAddresses: [line("10.0.0.10")] });
  const more = { ...second, virtualAddresses: [line("10.0.0.20"), line("10.0.0.11")] };
  router.reload(configurationOf(less, more));
  assert.equal(world.holds("10.0.0.11"), true);
  assert.ok(!world.takeAsked().includes("remove 10.0.0.11"));
});

test("an instance that a reload removes says farewell and lets go", () => {
  const { world, router } = master();
  router.reload(configurationOf());
  assert.deepEqual(world.takeAsked(), ["advert 0", "remove 10.0.0.11", "remove 10.0.0.10"]);
  assert.equal(world.open.length, 0);
});

test("what the kernel drops together with a released primary address is added again", () => {
  const wide = (text: string) => ({ ...line(text), prefixLength: 24 });
  const second = instance({
    name: "VI_2",
    virtualRouterId: 200 as VirtualRouterId,
    virtualAddresses: [wide("10.0.0.20"), line("10.0.0.21")],
  });
  const first = instance({ virtualAddresses: [wide("10.0.0.10")] });
  const { world, router } = master(configurationOf(first, second));
  router.reload(configurationOf(second));
  assert.deepEqual(world.takeAsked().slice(-2), ["remove 10.0.0.10", "add 10.0.0.20"]);
});

const refusal = (errno: string) => ({ operation: "try", errno, explanation: null, remedy: null });

test("a reload that changes the multicast group moves to a socket of the new group", () => {
  const { world, router } = master();
  const group = address("224.0.0.77");
  const delivery = { kind: "multicast", group, source: null } as const;
  router.reload(configurationOf(instance({ delivery })));
  assert.deepEqual(
    world.open.map(({ options }) => options.delivery),
    [{ kind: "multicast", group }],
  );
});

test("a reload that changes the TTL of unicast adverts gets a socket with it", () => {
  const peers = [{ address: address("10.0.0.2"), minTtl: 0, maxTtl: 255 }];
  const unicast = (ttl: number) =>
    instance({ delivery: { kind: "unicast", source: null, peers, ttl } });
  const { world, router } = master(configurationOf(unicast(255)));
  router.reload(configurationOf(unicast(64)));
  assert.deepEqual(
    world.open.map(({ options }) => options.delivery.kind === "unicast" && options.delivery.ttl),
    [64],
  );
  assert.equal(world.holds("10.0.0.10"), true);
});

test("a reload during the startup delay starts what the new file says, once, when it is over", () => {
  const delayed = (...instances: VrrpInstance[]) => {
    const configuration = configurationOf(...instances);
    return {
      ...configuration,
      global: { ...configuration.global, startupDelayMicros: seconds(4) },
    };
  };
  const world = new FakeWorld();
  const router = world.router(delayed(instance()));
  world.pass(router, seconds(1));
  router.reload(delayed(instance({ version: 2, name: "VI_2" })));
  world.pass(router, seconds(2.9));
  assert.deepEqual(world.logged, []);
  world.pass(router, seconds(4));
  assert.deepEqual(world.logged, [
    "(VI_2) Entering BACKUP STATE (init)",
    "(VI_2) Entering MASTER STATE",
  ]);
});

test("a reload that changes only a label replaces the address in the kernel", () => {
  const { world, router } = master();
  const labelled = { ...line("10.0.0.10"), label: "eth0:vip" };
  router.reload(configurationOf(instance({ virtualAddresses: [labelled, line("10.0.0.11")] })));
  assert.deepEqual(world.takeAsked(), ["advert 100", "remove 10.0.0.10", "add 10.0.0.10"]);
});

test("an interface that only carries an address faults the instance as well", () => {
  const elsewhere = { ...line("10.1.0.10"), interface: "eth1" };
  const world = new FakeWorld();
  world.addLink(3, "eth1");
  const trackers = [tracker("interface", "eth1")];
  const router = world.router(
    configurationOf(instance({ excludedAddresses: [elsewhere], trackers })),
  );
  world.pass(router, seconds(4));
  world.addLink(3, "eth1", false);
  assert.equal(world.logged.at(-1), "(VI_1) Entering FAULT STATE");
  assert.equal(world.holds("10.0.0.10"), false);
  world.addLink(3, "eth1", true);
  world.pass(router, seconds(4));
  assert.equal(world.holds("10.1.0.10"), true);
});

test("an untracked address returns with its interface, and no fault comes of it", () => {
  const elsewhere = { ...line("10.1.0.10"), interface: "eth1", tracked: false };
  const world = new FakeWorld();
  world.addLink(3, "eth1");
  const router = world.router(configurationOf(instance({ excludedAddresses: [elsewhere] })));
  world.pass(router, seconds(4));
  world.removeLink(3);
  assert.equal(world.logged.at(-1), "(VI_1) Entering MASTER STATE");
  world.addLink(8, "eth1");
  assert.equal(world.addresses.find((each) => each.address === "10.1.0.10")?.interfaceIndex, 8);
});

test("a refused socket is a fault of its own, and tried again until it is granted", () => {
  const world = new FakeWorld();
  world.refusal = refusal("ENOBUFS");
  const router = world.router(configurationOf(instance()));
  assert.ok(world.logged.includes("(VI_1) no socket to send and receive adverts on eth0"));
  world.pass(router, seconds(20));
  world.refusal = null;
  world.pass(router, seconds(10));
  assert.equal(world.logged.at(-1), "(VI_1) Entering MASTER STATE");
});

test("a link without multicast is a fault for multicast adverts", () => {
  const world = new FakeWorld();
  world.addLink(2, "eth0", true, false);
  world.router(configurationOf(instance()));
  assert.match(world.logged[0] ?? "", /eth0 has no multicast/);
});

test("a kernel that forbids to add addresses is told of: no router is better than a black hole", () => {
  const world = new FakeWorld();
  const router = world.router(configurationOf(instance()));
  world.refusal = refusal("EPERM");
  world.pass(router, seconds(4));
  assert.ok(world.forbidden > 0);
});

test("an address that the kernel refused is not missed later", () => {
  const world = new FakeWorld();
  const router = world.router(configurationOf(instance()));
  world.refusal = refusal("EINVAL");
  world.pass(router, seconds(4));
  world.refusal = null;
  world.resynchronise();
  world.pass(router, 0 as Micros);
  assert.ok(!world.logged.some((text) => text.includes("somebody else")));
});

test("with spaced announcements every instance has its first before any has its second", () => {
  const second = instance({
    name: "VI_2",
    virtualRouterId: 200 as VirtualRouterId,
    virtualAddresses: [line("10.0.0.20")],
  });
  const first = instance({ virtualAddresses: [line("10.0.0.10")] });
  const configuration = configurationOf(first, second);
  const world = new FakeWorld();
  const router = world.router({
    ...configuration,
    global: { ...configuration.global, arpIntervalMicros: milliseconds(100) },
  });
  world.pass(router, seconds(5));
  assert.deepEqual(world.announced, ["10.0.0.10", "10.0.0.20", "10.0.0.10", "10.0.0.20"]);
});

test("a master whose adverts still wait to be read is not taken for silent", () => {
  const world = new FakeWorld();
  const router = world.router(configurationOf(instance()));
  world.waiting.push(() => world.deliver(advertOf(150), "10.0.0.2"));
  world.pass(router, seconds(4));
  assert.deepEqual(world.logged, ["(VI_1) Entering BACKUP STATE (init)"]);
});
