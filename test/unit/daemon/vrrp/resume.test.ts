import assert from "node:assert/strict";
import { test } from "node:test";
import { noOrders } from "../../../../src/core/vrrp/events.ts";
import { memoryOf, outlastsDelay } from "../../../../src/daemon/vrrp/resume.ts";
import { virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import { milliseconds, plus, seconds } from "../../../../src/wire/units.ts";
import { configurationOf } from "./fake-world.ts";

const slow = virtualInstance({ name: "slow" });
const fast = virtualInstance({
  name: "fast",
  version: 3,
  advertIntervalMicros: milliseconds(100),
});
const diedAt = seconds(100);
const snapshot = {
  diedAt,
  instances: [
    { name: "slow", phase: "master" as const, at: diedAt },
    { name: "fast", phase: "master" as const, at: diedAt },
    { name: "waiting", phase: "backup" as const, at: diedAt },
  ],
  results: [
    {
      kind: "script" as const,
      name: "chk",
      result: { kind: "verdict" as const, good: false, reason: "exited with status 1" },
    },
  ],
  operators: [{ name: "slow", operator: { ...noOrders, fault: true } }],
};

test("a master goes on while the most eager peer still waits for it", () => {
  const { mayResume } = memoryOf(snapshot, plus(diedAt, seconds(1.7)));
  assert.equal(mayResume(slow), true);
  assert.equal(mayResume(fast), false);
  assert.equal(memoryOf(snapshot, plus(diedAt, seconds(1.9))).mayResume(slow), false);
});

test("what was no master, or is not known, starts anew", () => {
  const { mayResume } = memoryOf(snapshot, diedAt);
  assert.equal(mayResume(virtualInstance({ name: "waiting" })), false);
  assert.equal(mayResume(virtualInstance({ name: "other" })), false);
  assert.equal(memoryOf(null, diedAt).mayResume(slow), false);
});

test("results of trackers and orders of operators are taken over", () => {
  const { results, operators } = memoryOf(snapshot, diedAt);
  assert.deepEqual(results, snapshot.results);
  assert.equal(operators.get("slow")?.fault, true);
});

test("addresses stay through a back-off that every peer waits out, and through no other", () => {
  assert.equal(outlastsDelay(configurationOf(slow), seconds(1)), true);
  assert.equal(outlastsDelay(configurationOf(slow), seconds(2)), false);
  assert.equal(outlastsDelay(configurationOf(slow, fast), seconds(1)), false);
});
