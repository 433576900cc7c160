import assert from "node:assert/strict";
import { test } from "node:test";
import type { OperatorOrder } from "../../../../src/daemon/protocol/questions.ts";
import type { OrderOutcome } from "../../../../src/daemon/vrrp/operator-orders.ts";
import { virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import {
  type Centiseconds,
  type Priority,
  seconds,
  type VirtualRouterId,
} from "../../../../src/wire/units.ts";
import { address, configurationOf, FakeWorld } from "./fake-world.ts";

const instance = virtualInstance({ version: 3, checksum: "pseudoHeader" });

function master(priority = 100) {
  const world = new FakeWorld();
  const router = world.router(configurationOf({ ...instance, priority: priority as Priority }));
  world.pass(router, seconds(4));
  world.takeAsked();
  const outcomes: OrderOutcome[] = [];
  const order = (given: OperatorOrder) => router.order(given, (outcome) => outcomes.push(outcome));
  const peerSpeaks = (as: number) =>
    world.deliver(
      {
        version: 3,
        virtualRouterId: 51 as VirtualRouterId,
        priority: as as Priority,
        advertIntervalCentiseconds: 100 as Centiseconds,
        addresses: [address("10.0.0.100")],
      },
      "10.0.0.2",
    );
  return { world, router, outcomes, order, peerSpeaks };
}

const name = "VI_1";

test("a switch-over is answered when the peer is heard as master, and stands until it is taken back", () => {
  const { world, router, outcomes, order, peerSpeaks } = master();
  order({ kind: "switchover", instance: name, back: false });
  assert.deepEqual(world.takeAsked(), ["advert 0"]);
  assert.deepEqual(outcomes, []);
  peerSpeaks(90);
  assert.deepEqual(outcomes, [{ ok: true, value: { master: "10.0.0.2" } }]);
  for (let second = 0; second < 20; second++) {
    world.pass(router, seconds(1));
    peerSpeaks(90);
  }
  assert.equal(world.holds("10.0.0.100"), false);
  order({ kind: "switchover", instance: name, back: true });
  for (let half = 0; half < 8; half++) {
    world.pass(router, seconds(0.5));
    if (!world.holds("10.0.0.100")) peerSpeaks(90);
  }
  assert.equal(world.holds("10.0.0.100"), true);
  assert.equal(outcomes.length, 2);
});

test("a switch-over that nobody takes up fails, and the address never left", () => {
  const { world, router, outcomes, order } = master();
  order({ kind: "switchover", instance: name, back: false });
  world.pass(router, seconds(5));
  const error = "No other router took over from VI_1 in time: it stays MASTER";
  assert.deepEqual(outcomes, [{ ok: false, error }]);
  assert.equal(world.holds("10.0.0.100"), true);
  assert.ok(!world.takeAsked().includes("remove 10.0.0.100"));
});

test("an interface that fails during a switch-over ends it, and it is answered", () => {
  const { world, outcomes, order } = master();
  order({ kind: "switchover", instance: name, back: false });
  world.addLink(2, "eth0", false);
  assert.deepEqual(outcomes, [
    { ok: false, error: "VI_1 went into FAULT before another router took over" },
  ]);
});

test("a second switch-over while one is under way is refused", () => {
  const { outcomes, order } = master();
  order({ kind: "switchover", instance: name, back: false });
  order({ kind: "switchover", instance: name, back: false });
  assert.deepEqual(outcomes, [{ ok: false, error: "VI_1 is handing over already" }]);
});

test("a switch-over that is taken back on its way says so", () => {
  const { order, outcomes } = master();
  order({ kind: "switchover", instance: name, back: false });
  order({ kind: "switchover", instance: name, back: true });
  const error = "VI_1 was taken back before another router took over: it stays MASTER";
  assert.deepEqual(outcomes, [
    { ok: false, error },
    { ok: true, value: { master: null } },
  ]);
});

test("an operator's priority is advertised, and the configured one again when it is taken back", () => {
  const { world, router, outcomes, order } = master();
  order({ kind: "priority", instance: name, priority: 42 });
  world.pass(router, seconds(1));
  assert.deepEqual(world.takeAsked(), ["advert 42"]);
  assert.equal(world.operators.get(name)?.priority, 42);
  router.reload(configurationOf(instance));
  assert.equal(router.instances[0]?.state.priority, 42);
  order({ kind: "priority", instance: name, priority: null });
  assert.equal(router.instances[0]?.state.priority, 100);
  assert.deepEqual(
    outcomes.map(({ ok }) => ok),
    [true, true],
  );
});

test("an operator's fault holds until it is taken back", () => {
  const { world, router, order } = master();
  order({ kind: "fault", instance: name, on: true });
  assert.equal(world.logged.at(-1), "(VI_1) Entering FAULT STATE");
  order({ kind: "fault", instance: name, on: false });
  world.pass(router, seconds(4));
  assert.equal(world.holds("10.0.0.100"), true);
});

test("orders of before the process was killed hold in the one after it", () => {
  const world = new FakeWorld();
  const operator = { priority: null, fault: true, standsBack: false };
  const operators = new Map([[name, operator]]);
  const memory = { mayResume: () => false, results: [], operators };
  const router = world.router(configurationOf(instance), memory);
  world.pass(router, seconds(5));
  assert.equal(router.instances[0]?.state.phase, "fault");
});

test("what cannot be is refused in words", () => {
  const { outcomes, order } = master(255);
  order({ kind: "fault", instance: "VI_9", on: true });
  order({ kind: "priority", instance: name, priority: 100 });
  const { outcomes: more, order: another } = master();
  another({ kind: "priority", instance: name, priority: 255 });
  another({ kind: "fault", instance: name, on: true });
  another({ kind: "switchover", instance: name, back: false });
  assert.deepEqual(
    [...outcomes, ...more].map((outcome) => (outcome.ok ? "done" : outcome.error)),
    [
      "There is no instance VI_9",
      "VI_1 has priority 255: that of an address owner does not change",
      "a priority is a whole number from 1 to 254",
      "done",
      "VI_1 is neither MASTER nor BACKUP: it has nothing to hand over",
    ],
  );
});
