import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "../../../../../src/config/model/secret.ts";
import type {
  Authentication,
  VrrpInstance,
} from "../../../../../src/config/model/vrrp-instance.ts";
import type { ProcessPlan } from "../../../../../src/daemon/plan/process-plan.ts";
import { planReload } from "../../../../../src/daemon/vrrp/plan/plan.ts";
import type { VrrpRouter } from "../../../../../src/daemon/vrrp/router.ts";
import { advertOf } from "../../../../../src/daemon/vrrp/running-instance.ts";
import { virtualInstance } from "../../../../../src/sim/virtual-instance.ts";
import { type Priority, seconds, type VirtualRouterId } from "../../../../../src/wire/units.ts";
import { address, configurationOf, FakeWorld, oneSecond } from "../fake-world.ts";
import { tracker } from "../trackers.ts";

const vrid = (id: number) => id as VirtualRouterId;
const [line] = virtualInstance({ name: "VI_1", version: 3 }).virtualAddresses;
assert.ok(line !== undefined);
const lines = (...texts: string[]) =>
  texts.map((text) => ({ ...line, address: address(text), interface: "eth0" }));

function instance(name: string, id: number, changes: Partial<VrrpInstance> = {}): VrrpInstance {
  const own = { interface: "eth0", virtualRouterId: vrid(id), version: 3 } as const;
  return virtualInstance({ name, ...own, virtualAddresses: lines(`10.0.0.${id}0`), ...changes });
}

/** A router that has been master of everything for a while. */
function masters(...instances: VrrpInstance[]) {
  const world = new FakeWorld();
  const router = world.router(configurationOf(...instances));
  world.pass(router, (10 * oneSecond) as typeof oneSecond);
  world.takeAsked();
  return { world, router };
}

function plan(world: FakeWorld, router: VrrpRouter, ...instances: VrrpInstance[]): ProcessPlan {
  const states = router.instances.map(({ state }) => state);
  const planned = planReload(router, configurationOf(...instances), {
    ...world.ports(),
    promotesSecondaries: () => false,
  });
  assert.deepEqual(world.takeAsked(), [], "nothing is asked of the kernel");
  assert.deepEqual(
    router.instances.map(({ state }) => state),
    states,
  );
  return planned;
}

const commands = ({ operations }: ProcessPlan) => operations.map(({ command }) => command);

test("the same configuration is nothing to do", () => {
  const { world, router } = masters(instance("VI_1", 1));
  const planned = plan(world, router, instance("VI_1", 1));
  assert.deepEqual(planned, { states: [], operations: [], interruptions: [] });
});

test("an address that is added is announced, alone", () => {
  const { world, router } = masters(instance("VI_1", 1));
  const more = { virtualAddresses: lines("10.0.0.10", "10.0.0.11") };
  const planned = plan(world, router, instance("VI_1", 1, more));
  assert.deepEqual(commands(planned), [
    `ip address add 10.0.0.11/${line.prefixLength} dev eth0`,
    "gratuitous ARP for 10.0.0.11 on eth0, 5 times",
  ]);
  assert.deepEqual(planned.interruptions, []);
});

test("a lower priority may move the addresses", () => {
  const { world, router } = masters(instance("VI_1", 1));
  const planned = plan(world, router, instance("VI_1", 1, { priority: 90 as Priority }));
  assert.deepEqual(planned.operations, []);
  assert.deepEqual(planned.interruptions, [
    {
      what: "10.0.0.10 on eth0",
      certain: false,
      because:
        "VI_1 would advertise priority 90 instead of 100: " +
        "a router of a higher one takes over unless it has nopreempt",
    },
  ]);
});

test("what other routers have to share may leave two masters", () => {
  const own = { version: 2, checksum: "detect" } as const;
  const secret = (text: string): Authentication => ({ type: "pass", password: new Secret(text) });
  const plain = instance("VI_1", 1, { ...own, authentication: secret("one") });
  const { world, router } = masters(plain);
  const because = (changes: Partial<VrrpInstance>) =>
    plan(world, router, { ...plain, ...changes }).interruptions.map((each) => each.because);
  const bothMaster =
    "routers that have not refuse its adverts, it refuses theirs, and both are MASTER";
  assert.deepEqual(because({ authentication: secret("two") }), [
    `VI_1 would have another authentication: ${bothMaster}`,
  ]);
  assert.deepEqual(because({ advertIntervalMicros: seconds(2) }), [
    `VI_1 would have advert_int 2: ${bothMaster}`,
  ]);
  assert.deepEqual(because({ authentication: secret("one") }), []);
});

test("VRRPv3 learns another interval, and shares the way of its checksum", () => {
  const { world, router } = masters(instance("VI_1", 1));
  const because = (changes: Partial<VrrpInstance>) =>
    plan(world, router, instance("VI_1", 1, changes)).interruptions.map((each) => each.because);
  assert.deepEqual(because({ advertIntervalMicros: seconds(2) }), []);
  assert.match(because({ checksum: "bodyOnly" })[0] ?? "", /^VI_1 would have another checksum: /);
});

test("a unicast peer that is left out is said to take over", () => {
  const peer = (text: string) => ({ address: address(text), minTtl: 0, maxTtl: 255 });
  const unicast = (...peers: string[]): VrrpInstance["delivery"] => ({
    ...{ kind: "unicast", source: null, ttl: 255 },
    peers: peers.map(peer),
  });
  const delivery = unicast("10.0.0.2", "10.0.0.3");
  const { world, router } = masters(instance("VI_1", 1, { delivery }));
  const fewer = instance("VI_1", 1, { delivery: unicast("10.0.0.2", "10.0.0.4") });
  assert.deepEqual(
    plan(world, router, fewer).interruptions.map(({ because }) => because),
    ["10.0.0.3 would hear nothing of VI_1 any more, and become MASTER as well"],
  );
});

test("an address that moves between two masters is left where it is", () => {
  const [one, two] = [instance("VI_1", 1), instance("VI_2", 2)];
  const { world, router } = masters(one, two);
  const planned = plan(
    world,
    router,
    instance("VI_1", 1, { virtualAddresses: lines("10.0.0.12") }),
    instance("VI_2", 2, { virtualAddresses: lines("10.0.0.20", "10.0.0.10") }),
  );
  assert.deepEqual(commands(planned).slice(0, 1), [
    `ip address add 10.0.0.12/${line.prefixLength} dev eth0`,
  ]);
  assert.ok(!commands(planned).some((command) => command.includes("del")));
  assert.deepEqual(planned.interruptions, []);
});

test("one that moves to a new instance is not served until that one is master, and the plan says so", () => {
  const { world, router } = masters(instance("VI_1", 1));
  const planned = plan(
    world,
    router,
    instance("VI_1", 1, { virtualAddresses: lines("10.0.0.12") }),
    instance("VI_2", 2, { virtualAddresses: lines("10.0.0.10") }),
  );
  assert.deepEqual(planned.interruptions, [
    {
      what: "10.0.0.10 on eth0",
      certain: true,
      because: "VI_2 has it then, which is BACKUP here",
    },
  ]);
  assert.deepEqual(planned.states, [
    {
      subject: "vrrp_instance",
      name: "VI_2",
      from: null,
      to: "BACKUP",
      because: "it is new, and listens for a master first",
    },
  ]);
});

test("an instance that is deleted takes its address and its state with it", () => {
  const { world, router } = masters(instance("VI_1", 1), instance("VI_2", 2));
  const planned = plan(world, router, instance("VI_1", 1));
  assert.deepEqual(commands(planned), [`ip address del 10.0.0.20/${line.prefixLength} dev eth0`]);
  assert.partialDeepStrictEqual(planned.states, [{ name: "VI_2", from: "MASTER", to: null }]);
  assert.partialDeepStrictEqual(planned.interruptions, [
    { what: "10.0.0.20 on eth0", certain: true },
  ]);
});

test("another name changes nothing; an instance that waits for its master may overtake it", () => {
  const world = new FakeWorld();
  const router = world.router(configurationOf(instance("VI_1", 1)));
  const master = instance("VI_1", 1, { priority: 150 as Priority });
  world.deliver(advertOf(master, master.priority), "10.0.0.2");
  world.takeAsked();
  assert.deepEqual(plan(world, router, instance("WEB", 1)).interruptions, []);
  const higher = instance("VI_1", 1, { priority: 200 as Priority });
  assert.deepEqual(plan(world, router, higher).interruptions, [
    {
      what: "10.0.0.10 on eth0",
      certain: false,
      because: "VI_1 would have priority 200, more than the 150 of its master 10.0.0.2",
    },
  ]);
});

test("an address of an instance that is deleted goes on with a master that takes it over", () => {
  const { world, router } = masters(instance("VI_1", 1), instance("VI_2", 2));
  const both = { virtualAddresses: lines("10.0.0.10", "10.0.0.20") };
  const planned = plan(world, router, instance("VI_1", 1, both));
  assert.deepEqual(commands(planned), ["gratuitous ARP for 10.0.0.20 on eth0, 5 times"]);
  assert.deepEqual(planned.interruptions, []);
});

test("an address that the kernel cannot change in place goes and comes back, and the plan says so", () => {
  const { world, router } = masters(instance("VI_1", 1));
  const labelled = lines("10.0.0.10").map((each) => ({ ...each, label: "eth0:1" }));
  const planned = plan(world, router, instance("VI_1", 1, { virtualAddresses: labelled }));
  assert.deepEqual(commands(planned), [
    "ip address del 10.0.0.10/32 dev eth0",
    "ip address add 10.0.0.10/32 dev eth0 label eth0:1",
  ]);
  assert.partialDeepStrictEqual(planned.interruptions, [
    { what: "10.0.0.10 on eth0", certain: true },
  ]);
});

test("a router of the same name and another virtual router id is told apart", () => {
  const { world, router } = masters(instance("VI_1", 1), instance("VI_2", 2));
  const planned = plan(
    world,
    router,
    instance("VI_1", 9, { virtualAddresses: lines("10.0.0.10") }),
    instance("VI_2", 2),
  );
  assert.deepEqual(
    planned.states.map(({ from, to, because }) => [from, to, because]),
    [
      ["MASTER", null, "the one of this name is another virtual router then"],
      [null, "BACKUP", "it is new, and listens for a master first"],
    ],
  );
  assert.partialDeepStrictEqual(planned.interruptions, [
    { because: "VI_1 has it then, which is BACKUP here" },
  ]);
});

test("an address that changes its interface is not where it was", () => {
  const { world, router } = masters(instance("VI_1", 1));
  const moved = lines("10.0.0.10").map((each) => ({ ...each, interface: "lo" }));
  const planned = plan(world, router, instance("VI_1", 1, { virtualAddresses: moved }));
  assert.deepEqual(
    planned.interruptions.map(({ because }) => because),
    ["VI_1 has it on lo then"],
  );
});

test("a tracker that has no result yet may fail at its first", () => {
  const { world, router } = masters(instance("VI_1", 1));
  const because = (weight: number) => {
    const trackers = [tracker("script", "chk", weight)];
    const planned = plan(world, router, instance("VI_1", 1, { trackers }));
    return planned.interruptions.map((each) => each.because);
  };
  const unknown =
    "VI_1 does not know script chk yet, and its first result after the reload counts at once";
  assert.deepEqual(because(-20), [`${unknown} (weight -20)`]);
  assert.deepEqual(because(0), [`${unknown} (without a weight: FAULT)`]);
});

test("a static address that goes is noticed", () => {
  const world = new FakeWorld();
  const own = configurationOf(instance("VI_1", 1));
  const withStatic = (...texts: string[]) => ({
    ...own,
    statics: { ...own.statics, addresses: lines(...texts) },
  });
  const router = world.router(withStatic("10.9.0.1", "10.9.0.2"));
  world.pass(router, (10 * oneSecond) as typeof oneSecond);
  const ports = { ...world.ports(), promotesSecondaries: () => false };
  const planned = planReload(router, withStatic("10.9.0.2"), ports);
  assert.deepEqual(planned.interruptions, [
    {
      what: "10.9.0.1 on eth0",
      certain: true,
      because: "it is not in static_ipaddress any more",
    },
  ]);
});
