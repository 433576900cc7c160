import assert from "node:assert/strict";
import { test } from "node:test";
import { NodeClock, VirtualAlarm } from "../../../src/sim/node-clock.ts";
import { VirtualClock } from "../../../src/sim/virtual-clock.ts";
import type { Micros } from "../../../src/wire/units.ts";

const micros = (count: number) => count as Micros;

function makeClocks() {
  const world = new VirtualClock();
  const clock = new NodeClock(world, micros(1_000));
  const rang: number[] = [];
  const alarm = new VirtualAlarm(
    world,
    clock,
    () => 0,
    () => rang.push(world.now()),
  );
  const live = (end: number) => world.runUntil(micros(end), 1_000);
  return { clock, alarm, rang, live };
}

test("a clock that runs at half the rate shows half the time and rings twice as late", () => {
  const { clock, alarm, rang, live } = makeClocks();
  alarm.arm(micros(1_100));
  clock.setRate(0.5);
  live(100);
  assert.equal(clock.now(), 1_050);
  live(300);
  assert.deepEqual(rang, [200]);
});

test("a clock that stands still does not ring until it goes on", () => {
  const { clock, alarm, rang, live } = makeClocks();
  alarm.arm(micros(1_100));
  live(40);
  clock.setRate(0);
  live(1_000);
  assert.equal(clock.now(), 1_040);
  assert.deepEqual(rang, []);
  clock.setRate(1);
  live(2_000);
  assert.deepEqual(rang, [1_060]);
});

test("a clock that leaps over the moment rings at once", () => {
  const { clock, alarm, rang, live } = makeClocks();
  alarm.arm(micros(1_100));
  live(10);
  clock.leap(micros(500));
  live(20);
  assert.equal(clock.now(), 1_520);
  assert.deepEqual(rang, [10]);
});

test("an alarm rings once, for the last moment it was armed for", () => {
  const { alarm, rang, live } = makeClocks();
  alarm.arm(micros(1_100));
  alarm.arm(micros(1_200));
  live(500);
  assert.deepEqual(rang, [200]);
  alarm.arm(micros(1_600));
  alarm.arm(null);
  live(1_000);
  assert.deepEqual(rang, [200]);
});
