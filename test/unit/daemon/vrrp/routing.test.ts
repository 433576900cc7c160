/** Routes and rules of instances, and what is static, through the router's shell. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { VrrpRouter } from "../../../../src/daemon/vrrp/router.ts";
import { milliseconds, seconds } from "../../../../src/wire/units.ts";
import { check, rendered } from "../../config/build/building.ts";
import { FakeWorld } from "./fake-world.ts";

const configurationFrom = (text: string) => {
  const checked = check(text);
  assert.ok(checked.exitCode === 0, rendered(checked));
  return checked.configuration;
};

const instanceText = (lines: string, name = "VI_1", id = 51) => `
  vrrp_instance ${name} {
    interface eth0
    virtual_router_id ${id}
    garp_master_delay 0
    garp_master_repeat 1
    virtual_ipaddress {
      10.0.0.${id}/24
    }
    ${lines}
  }
`;
const routing = `
  virtual_routes {
    10.1.0.0/24 via 10.0.0.2 src 10.0.0.51
    10.2.0.0/24 via 10.0.0.3 dev eth1 no_track
  }
  virtual_rules {
    from 10.1.0.0/24 table 100 preference 5
  }
`;
const first = "route 10.1.0.0/24 via 10.0.0.2 table 254 proto 18 src 10.0.0.51";
const second = "route 10.2.0.0/24 via 10.0.0.3 dev eth1 table 254 proto 18";
const rule = "rule from 10.1.0.0/24 preference 5 protocol 18 table 100";

function started(text: string) {
  const world = new FakeWorld();
  world.addLink(3, "eth1");
  const router = world.router(configurationFrom(text));
  return { world, router };
}

function master(text: string) {
  const { world, router } = started(text);
  world.pass(router, seconds(4));
  world.takeAsked();
  return { world, router };
}

/** Only what concerns routes and rules. */
const routed = (world: FakeWorld): string[] =>
  world.takeAsked().filter((words) => /route|rule/.test(words));

const phaseOf = (router: VrrpRouter): string | undefined => router.instances[0]?.state.phase;

test("a master adds its addresses, then its routes, then its rules, and then announces", () => {
  const { world, router } = started(instanceText(routing));
  world.pass(router, seconds(3.61));
  assert.deepEqual(world.takeAsked(), [
    "advert 100",
    "add 10.0.0.51",
    `add ${first}`,
    `add ${second}`,
    `add ${rule}`,
    "announce 1",
  ]);
});

test("whoever stops being master removes them in reverse", () => {
  const { world, router } = master(instanceText(routing));
  router.stop(seconds(0));
  assert.deepEqual(world.takeAsked(), [
    "advert 0",
    `remove ${rule}`,
    `remove ${second}`,
    `remove ${first}`,
    "remove 10.0.0.51",
  ]);
});

test("what an earlier process left is removed at the start, and nothing else is asked", () => {
  const world = new FakeWorld();
  const configuration = configurationFrom(instanceText(routing));
  const route = configuration.vrrpInstances[0]?.virtualRoutes[0];
  assert.ok(route !== undefined);
  world.routing.set(first, { route });
  world.router(configuration);
  assert.deepEqual(routed(world), [`remove ${first}`]);
});

test("a tracked route or rule that somebody removes is put back at once", () => {
  const { world, router } = master(instanceText(routing));
  world.removeRouting("10.1.0.0/24");
  world.pass(router, milliseconds(1));
  assert.deepEqual(routed(world), [`add ${first}`, `add ${rule}`]);
  assert.equal(phaseOf(router), "master");
  assert.ok(world.logged.some((text) => text.includes(`${first}, ${rule} were removed`)));
});

test("one that is not tracked is ignored until the next master", () => {
  const { world, router } = master(instanceText(routing));
  world.removeRouting("10.2.0.0/24");
  world.pass(router, seconds(5));
  assert.deepEqual(routed(world), []);
});

test("a fight over a route is five attempts a second", () => {
  const { world, router } = master(instanceText(routing));
  for (let count = 0; count < 20; count++) {
    world.removeRouting("preference 5");
    world.pass(router, milliseconds(10));
  }
  assert.equal(routed(world).length, 5);
  world.pass(router, seconds(1));
  assert.deepEqual(routed(world), [`add ${rule}`]);
});

test("a reload removes the routes that are gone, adds those that are new, touches no other", () => {
  const { world, router } = master(instanceText(routing));
  const changed = routing.replace("10.0.0.3 dev eth1", "10.0.0.4 dev eth1");
  router.reload(configurationFrom(instanceText(changed)));
  assert.deepEqual(routed(world), [
    `remove ${second}`,
    `add ${second.replace("10.0.0.3", "10.0.0.4")}`,
  ]);
});

test("a route that moves to another master is not touched", () => {
  const both = (one: string, two: string) =>
    instanceText(one, "VI_1", 51) + instanceText(two, "VI_2", 52);
  const { world, router } = master(both(routing, ""));
  router.reload(configurationFrom(both("", routing)));
  assert.deepEqual(routed(world), []);
  router.stop(seconds(0));
  assert.equal(world.routing.size, 0);
});

test("a route that two masters ask for goes with the second of them", () => {
  const text = instanceText(routing, "VI_1", 51) + instanceText(routing, "VI_2", 52);
  const { world, router } = master(text);
  router.reload(configurationFrom(instanceText(routing, "VI_1", 51)));
  assert.deepEqual(routed(world), []);
  router.stop(seconds(0));
  assert.equal(world.routing.size, 0);
});

test("a tracked route's link goes down: a master without it lets another be master", () => {
  const lines = "virtual_routes {\n10.1.0.0/24 via 10.9.0.2\n}";
  const { world, router } = started(instanceText(lines));
  world.addAddress(3, "10.9.0.1", 0, 24);
  world.pass(router, seconds(4));
  assert.equal(phaseOf(router), "master");
  // The kernel says nothing of the route.
  world.routing.clear();
  world.setLink(3, { up: false });
  world.removeRouting("nothing");
  world.pass(router, milliseconds(1));
  assert.equal(phaseOf(router), "fault");
  world.setLink(3, { up: true });
  world.pass(router, seconds(4));
  assert.equal(phaseOf(router), "master");
  assert.equal(world.routing.size, 1);
});

test("masters that fall at once leave nothing of two routes to one destination", () => {
  const lines = (metric: number) =>
    `track_interface {\neth1\n}\nvirtual_routes {\ndefault via 10.0.0.2 dev eth0 metric ${metric}\n}`;
  const text = instanceText(lines(5), "VI_1", 51) + instanceText(lines(6), "VI_2", 52);
  const { world, router } = master(text);
  assert.equal(world.routing.size, 2);
  world.setLink(3, { up: false });
  world.pass(router, milliseconds(1));
  assert.deepEqual([...world.routing.keys()], []);
});

test("a route of several ways is missed when the last of them is down", () => {
  const lines =
    "virtual_routes {\n10.1.0.0/24 nexthop via 10.9.0.2 nexthop via 10.8.0.2 dev eth2\n}";
  const world = new FakeWorld();
  world.addLink(3, "eth1");
  world.addLink(4, "eth2");
  world.addAddress(3, "10.9.0.1", 0, 24);
  const router = world.router(configurationFrom(instanceText(lines)));
  world.pass(router, seconds(4));
  assert.equal(phaseOf(router), "master");
  for (const index of [3, 4]) {
    world.setLink(index, { up: false });
    world.pass(router, milliseconds(1));
    assert.equal(phaseOf(router), "master", "the kernel goes on with the other way");
    world.setLink(index, { up: true });
  }
  world.setLink(3, { up: false });
  world.setLink(4, { up: false });
  world.pass(router, milliseconds(1));
  assert.equal(phaseOf(router), "fault");
  world.setLink(4, { up: true });
  world.pass(router, seconds(4));
  assert.equal(phaseOf(router), "master");
});

const statics = `
  static_ipaddress {
    10.0.0.200/24 dev eth0
  }
  static_routes {
    10.3.0.0/24 via 10.0.0.7 dev eth1
  }
  static_rules {
    from 10.3.0.0/24 table 100 preference 6
  }
`;
const staticRoute = "route 10.3.0.0/24 via 10.0.0.7 dev eth1 table 254 proto 18";
const staticRule = "rule from 10.3.0.0/24 preference 6 protocol 18 table 100";

test("what is static is there from the start and goes at the end", () => {
  const { world, router } = started(statics);
  assert.deepEqual(world.takeAsked(), [
    "add 10.0.0.200",
    `add ${staticRoute}`,
    `add ${staticRule}`,
  ]);
  router.stop(seconds(5));
  assert.deepEqual(world.takeAsked(), [
    `remove ${staticRule}`,
    `remove ${staticRoute}`,
    "remove 10.0.0.200",
  ]);
  assert.ok(world.stopped);
});

test("what is static is put back at once, and when its interface comes back", () => {
  const { world, router } = started(statics);
  world.takeAsked();
  world.removeRouting("10.3.0.0/24");
  world.removeAddress("10.0.0.200");
  world.pass(router, milliseconds(1));
  assert.deepEqual(world.takeAsked(), [
    "add 10.0.0.200",
    `add ${staticRoute}`,
    `add ${staticRule}`,
  ]);
  world.routing.delete(staticRoute);
  world.setLink(3, { up: false });
  world.removeRouting("nothing");
  world.pass(router, milliseconds(1));
  assert.deepEqual(world.takeAsked(), [], "there is no way to put it now");
  world.setLink(3, { up: true });
  assert.deepEqual(world.takeAsked(), [`add ${staticRoute}`]);
});

test("what was refused is tried again when an address appears", () => {
  const world = new FakeWorld();
  world.addLink(3, "eth1");
  world.refusal = {
    operation: "route",
    errno: "ENETUNREACH",
    explanation: "Nexthop has invalid gateway",
    remedy: null,
  };
  world.router(configurationFrom(statics));
  assert.equal(world.routing.size, 0);
  world.refusal = null;
  world.addAddress(3, "10.0.0.5", 0, 24);
  assert.deepEqual([...world.routing.keys()], [staticRoute, staticRule]);
  world.takeAsked();
  world.addAddress(3, "10.0.0.6", 0, 24);
  assert.deepEqual(world.takeAsked(), []);
});

test("a fight over what is static is five attempts a second", () => {
  const { world, router } = started(statics);
  world.takeAsked();
  for (let count = 0; count < 20; count++) {
    world.removeRouting("preference 6");
    world.pass(router, milliseconds(10));
  }
  assert.equal(routed(world).length, 5);
  world.pass(router, seconds(1));
  assert.deepEqual(routed(world), [`add ${staticRule}`]);
});

test("a reload changes only what changed of what is static", () => {
  const { world, router } = started(statics);
  world.takeAsked();
  router.reload(configurationFrom(statics.replace("10.0.0.7", "10.0.0.8")));
  assert.deepEqual(world.takeAsked(), [
    `remove ${staticRoute}`,
    `add ${staticRoute.replace("10.0.0.7", "10.0.0.8")}`,
  ]);
});

test("while something static is missing, the members of its group are in fault, and no others", () => {
  const text =
    "track_group north {\ngroup {\nVI_1\n}\n}\n" +
    statics.replace("dev eth1", "dev eth1 track_group north") +
    instanceText("", "VI_1", 51) +
    instanceText("", "VI_2", 52);
  const { world, router } = master(text);
  const phases = () => router.instances.map(({ state }) => state.phase);
  assert.deepEqual(phases(), ["master", "master"]);
  // It can be put back: nobody minds.
  world.removeRouting("10.3.0.0/24");
  world.pass(router, milliseconds(1));
  assert.deepEqual(phases(), ["master", "master"]);
  world.routing.delete(staticRoute);
  world.setLink(3, { up: false });
  world.removeRouting("nothing");
  world.pass(router, milliseconds(1));
  assert.deepEqual(phases(), ["fault", "master"]);
  world.setLink(3, { up: true });
  world.pass(router, seconds(4));
  assert.deepEqual(phases(), ["master", "master"]);
});
