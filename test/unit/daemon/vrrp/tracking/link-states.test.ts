import assert from "node:assert/strict";
import { test } from "node:test";
import type { LinkDelay } from "../../../../../src/config/model/links.ts";
import { LinkStates } from "../../../../../src/daemon/vrrp/tracking/link-states.ts";
import { type Micros, seconds } from "../../../../../src/wire/units.ts";
import { FakeWorld } from "../fake-world.ts";

const place = { source: 0, line: 1, column: 1, length: 1 };

const delay: LinkDelay = {
  interface: "eth0",
  place,
  downMicros: seconds(2),
  upMicros: seconds(1),
};

function follow(delays: readonly LinkDelay[] = []) {
  const world = new FakeWorld();
  const states = new LinkStates(world.ports());
  states.configure(new Set(["eth0"]), delays);
  /** The link at that second; whether it counts as something else now. */
  const at = (second: number, up: boolean): boolean => {
    world.addLink(2, "eth0", up);
    return states.observe("eth0", seconds(second));
  };
  return { world, states, at };
}

test("without a delay a change counts at once, and is logged as keepalived does", () => {
  const { world, states, at } = follow();
  assert.equal(at(1, false), true);
  assert.equal(states.isUp("eth0"), false);
  assert.equal(at(2, false), false);
  assert.equal(at(3, true), true);
  assert.deepEqual(world.logged, ["Netlink reports eth0 down", "Netlink reports eth0 up"]);
});

test("with delays a change counts once it has lasted so long, down and up each by its own", () => {
  const { states, at } = follow([delay]);
  assert.equal(at(1, false), false);
  assert.deepEqual(deadlines(states), [seconds(3)]);
  assert.equal(at(2.9, false), false);
  assert.equal(at(3, false), true);
  assert.deepEqual(deadlines(states), []);
  assert.equal(at(5, true), false);
  assert.equal(at(6, true), true);
});

test("a change that does not last never counts, and the next one counts from its own begin", () => {
  const { states, at } = follow([delay]);
  at(1, false);
  at(2, true);
  assert.deepEqual(deadlines(states), []);
  assert.equal(at(3, false), false);
  assert.equal(at(4.9, false), false);
  assert.equal(at(5, false), true);
});

test("an interface that is gone is down at once, whatever its delay", () => {
  const { world, states } = follow([delay]);
  world.removeLink(2);
  assert.equal(states.observe("eth0", seconds(1)), true);
  assert.equal(states.isUp("eth0"), false);
});

test("another delay in a reload counts from when the change began", () => {
  const { states, at } = follow([delay]);
  at(1, false);
  states.configure(new Set(["eth0"]), [{ ...delay, downMicros: seconds(4) }]);
  assert.deepEqual(deadlines(states), [seconds(5)]);
  states.configure(new Set(["eth0"]), []);
  assert.equal(states.observe("eth0", seconds(2)), true);
});

test("what is followed no more has no deadline, and is as the kernel says", () => {
  const { states, at } = follow([delay]);
  at(1, false);
  states.configure(new Set(), [delay]);
  assert.deepEqual(deadlines(states), []);
  assert.equal(states.isUp("eth0"), false);
});

const deadlines = (states: LinkStates): (Micros | null)[] =>
  [...states.pending].map((state) => state.deadline);

test("a copy takes over what counts, and not what the kernel says at the moment", () => {
  const { world, states, at } = follow([delay]);
  at(1, false);
  const copy = new LinkStates(world.ports());
  copy.configure(new Set(["eth0"]), [delay]);
  assert.equal(copy.isUp("eth0"), false);
  copy.standAs(states);
  assert.equal(copy.isUp("eth0"), true);
});
