/** What the vrrp process says of its instances, and why they are what they are. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Configuration } from "../../../../../src/config/model/configuration.ts";
import type { VrrpInstance } from "../../../../../src/config/model/vrrp-instance.ts";
import { noOrders } from "../../../../../src/core/vrrp/events.ts";
import { reasonsOf } from "../../../../../src/daemon/vrrp/answers/reasons.ts";
import { vrrpStatus } from "../../../../../src/daemon/vrrp/answers/status.ts";
import { Lateness } from "../../../../../src/daemon/vrrp/lateness.ts";
import type { VrrpRouter } from "../../../../../src/daemon/vrrp/router.ts";
import { virtualInstance } from "../../../../../src/sim/virtual-instance.ts";
import {
  type Centiseconds,
  type Priority,
  seconds,
  type VirtualRouterId,
} from "../../../../../src/wire/units.ts";
import type { Advert } from "../../../../../src/wire/vrrp/advert.ts";
import { address, configurationOf, FakeWorld } from "../fake-world.ts";
import { tracker, trackScript } from "../trackers.ts";

const nowMillis = 1_795_280_000_000;

function scene(changes: Partial<VrrpInstance> = {}) {
  const script = { ...trackScript("chk"), rise: 2 };
  const instance = virtualInstance({ version: 3, checksum: "pseudoHeader", ...changes });
  const plain = configurationOf(instance);
  const configuration: Configuration = {
    ...plain,
    tracking: { ...plain.tracking, scripts: [script] },
  };
  const world = new FakeWorld();
  const router = world.router(configuration);
  const subject = () => ({ ...partsOf(router), now: world.now, nowMillis });
  const { tracking } = configuration;
  return {
    world,
    router,
    status: () => vrrpStatus({ ...subject(), tracking }),
    why() {
      const [running] = router.instances;
      if (running === undefined) throw new Error("the router has an instance");
      return reasonsOf(running, { ...subject(), tracking });
    },
    result: (good: boolean) =>
      router.tracked({
        kind: "script",
        name: "chk",
        result: { kind: "verdict", good, reason: good ? "succeeded" : "exited with status 1" },
      }),
    hear(priority: number, version: 2 | 3 = 3) {
      const fields = {
        virtualRouterId: 51 as VirtualRouterId,
        priority: priority as Priority,
        addresses: [address("10.0.0.100")],
      };
      const advert: Advert =
        version === 2
          ? { version, ...fields, advertIntervalSeconds: 1 }
          : { version, ...fields, advertIntervalCentiseconds: 100 as Centiseconds };
      world.deliver(advert, "10.0.0.2");
    },
  };
}

const partsOf = ({ instances, groups, lateness }: VrrpRouter) => ({ instances, groups, lateness });

test("an instance waits for what it has not heard of", () => {
  const { status, why } = scene({ trackers: [tracker("script", "chk")] });
  const [instance] = status().instances;
  assert.equal(instance?.state, "init");
  assert.deepEqual(instance?.waitsFor, ["script chk"]);
  assert.deepEqual(why().next, ["It begins when it has heard of all that it waits for."]);
});

test("a backup says whom it follows, since when, and when it takes over", () => {
  const { world, router, status, why, hear } = scene();
  hear(150);
  world.pass(router, seconds(0.5));
  const [instance] = status().instances;
  assert.equal(instance?.sinceMillis, nowMillis - 500);
  assert.deepEqual(instance?.master, { address: "10.0.0.2", priority: 150, isOwn: false });
  const { heard, next, decision } = why();
  assert.deepEqual(heard, { address: "10.0.0.2", priority: 150, agoMicros: seconds(0.5) });
  assert.deepEqual(next, [
    "Takes over when 10.0.0.2 (priority 150) is silent for 3.6 s, or gives up.",
    "Takes over from it when the priority here, 100, is higher than there.",
  ]);
  assert.match(decision?.section ?? "", /^RFC 9568 §6\.4/);
});

test("nopreempt is a reason", () => {
  const { why, hear } = scene({ preempt: false });
  hear(50);
  assert.deepEqual(why().next.slice(1), ["Does not preempt: nopreempt."]);
});

test("the parts of a priority add up, and its limit is said", () => {
  const trackers = [tracker("script", "chk", -30), tracker("interface", "eth0", 200)];
  const { router, result, why, world } = scene({ trackers });
  result(false);
  world.pass(router, seconds(4));
  const { base, parts, sum, effective, limit } = why().arithmetic;
  assert.deepEqual([base, sum, effective], [100, 270, 254]);
  assert.equal(limit, "254 at most: 255 is an address owner's");
  assert.deepEqual(
    parts.map(({ name, effect, amount }) => [name, effect, amount]),
    [
      ["chk", "priority", -30],
      ["eth0", "priority", 200],
    ],
  );
  assert.match(parts[0]?.text ?? "", /^script chk failed \(exited with status 1\)$/);
});

test("an owner's priority stays what it is", () => {
  const { why } = scene({ priority: 255 as Priority, trackers: [tracker("script", "chk", -30)] });
  const { effective, limit } = why().arithmetic;
  assert.equal(effective, 255);
  assert.equal(limit, null);
});

test("a fault says what has to be true for it to end, also an operator's", () => {
  const { router, result, why, world, status } = scene({ trackers: [tracker("script", "chk")] });
  result(true);
  world.pass(router, seconds(4));
  result(false);
  router.order({ kind: "fault", instance: "VI_1", on: true }, () => undefined);
  assert.deepEqual(why().next, [
    "In FAULT until script chk succeeds 2 times in a row.",
    "In FAULT until an operator takes it back: holdfast instance fault VI_1 off.",
  ]);
  const [instance] = status().instances;
  assert.deepEqual(instance?.orders, ["fault"]);
  assert.equal(instance?.faults.length, 2);
  assert.equal(instance?.holdsAddresses, false);
});

test("an operator's priority takes the place of the base", () => {
  const { router, why, world } = scene();
  world.pass(router, seconds(4));
  router.order({ kind: "priority", instance: "VI_1", priority: 40 }, () => undefined);
  const { base, ordered, sum, effective } = why().arithmetic;
  assert.deepEqual([base, ordered, sum, effective], [100, 40, 40, 40]);
  router.order({ kind: "priority", instance: "VI_1", priority: null }, () => undefined);
  assert.equal(why().arithmetic.ordered, noOrders.priority);
});

test("a master says who could take its place, and who tried", () => {
  const { router, why, world, hear } = scene();
  world.pass(router, seconds(4));
  hear(50);
  assert.deepEqual(why().next, [
    "Gives way to a router with a priority above 100, or of 100 with an address above 10.0.0.1.",
    "Gives up when its interface or something else that it follows without a weight fails.",
    "10.0.0.2 (priority 50) speaks too, and has to give way.",
  ]);
  assert.equal(why().discarded?.priority, 50);
});

test("a rival that has fallen silent is not said to speak", () => {
  const { router, why, world, hear } = scene();
  world.pass(router, seconds(4));
  hear(50);
  world.pass(router, seconds(5));
  assert.equal(why().next.length, 2);
});

test("a second master that does not give way is a warning while it speaks", () => {
  const { router, status, why, world, hear } = scene();
  world.pass(router, seconds(4));
  hear(50);
  hear(50);
  assert.deepEqual(status().instances[0]?.warnings, []);
  world.pass(router, seconds(1));
  hear(50);
  const warning =
    "2 routers are MASTER: 10.0.0.2 with priority 50 does not give way: " +
    "it does not hear this router, or refuses its adverts (3 adverts in 1 s)";
  assert.deepEqual(why().instance.warnings, [warning]);
  world.pass(router, seconds(5));
  assert.deepEqual(status().instances[0]?.warnings, []);
});

test("what was refused is a warning while it lasts, and remembered afterwards", () => {
  const { router, status, world, hear } = scene();
  const refused = () => status().instances[0]?.refusedAdverts;
  assert.deepEqual(refused(), { total: 0, causes: [] });
  world.pass(router, seconds(4));
  hear(150, 2);
  world.pass(router, seconds(1));
  hear(150, 2);
  const because = "VRRP version 2, ours is 3";
  assert.deepEqual(status().instances[0]?.warnings, [
    `2 routers are MASTER: adverts of 10.0.0.2 are refused: ${because} (2 adverts in 1 s)`,
  ]);
  world.pass(router, seconds(10));
  assert.deepEqual(status().instances[0]?.warnings, [
    `perhaps 2 routers are MASTER: adverts of 10.0.0.2 were refused: ${because} ` +
      "(silent for 10 s: keepalived is while it refuses ours)",
  ]);
  const cause = { address: "10.0.0.2", because, priority: 150, count: 2 };
  const times = { sinceMillis: nowMillis - 11_000, lastMillis: nowMillis - 10_000 };
  assert.deepEqual(refused(), { total: 2, causes: [{ ...cause, ...times }] });
});

test("a refused master that gave up, was accepted, or is long gone is no second master", () => {
  const { router, status, world, hear } = scene();
  world.pass(router, seconds(4));
  const warnings = () => status().instances[0]?.warnings;
  hear(50, 2);
  hear(0, 2);
  world.pass(router, seconds(10));
  assert.deepEqual(warnings(), []);
  hear(50, 2);
  world.pass(router, seconds(10));
  assert.equal(warnings()?.length, 1);
  hear(50);
  assert.deepEqual(warnings(), []);
  hear(50, 2);
  world.pass(router, seconds(601));
  assert.deepEqual(warnings(), []);
});

test("a backup that refuses adverts says so, and of no second master", () => {
  const { status, hear } = scene();
  hear(150, 2);
  assert.deepEqual(status().instances[0]?.warnings, [
    "adverts of 10.0.0.2 are refused: VRRP version 2, ours is 3 (one advert)",
  ]);
});

test("lateness is counted in steps of an eighth, and the worst is exact", () => {
  const lateness = new Lateness();
  assert.deepEqual(lateness.status, { count: 0, medianMicros: 0, p99Micros: 0, worstMicros: 0 });
  for (let micros = 1; micros <= 1000; micros++) lateness.add(micros);
  lateness.add(-5);
  lateness.add(123_456_789);
  const { count, medianMicros, p99Micros, worstMicros } = lateness.status;
  assert.equal(count, 1002);
  assert.equal(worstMicros, 123_456_789);
  assert.ok(medianMicros >= 500 && medianMicros <= 500 * 1.125, String(medianMicros));
  assert.ok(p99Micros >= 990 && p99Micros <= 990 * 1.125, String(p99Micros));
});
