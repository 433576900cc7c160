import assert from "node:assert/strict";
import { test } from "node:test";
import { outlastsDelay, resumePolicy } from "../../../../src/daemon/vrrp/resume.ts";
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
};

test("a master goes on while the most eager peer still waits for it", () => {
  const policy = resumePolicy(snapshot, plus(diedAt, seconds(1.7)));
  assert.equal(policy(slow), true);
  assert.equal(policy(fast), false);
  assert.equal(resumePolicy(snapshot, plus(diedAt, seconds(1.9)))(slow), false);
});

test("what was no master, or is not known, starts anew", () => {
  const policy = resumePolicy(snapshot, diedAt);
  assert.equal(policy(virtualInstance({ name: "waiting" })), false);
  assert.equal(policy(virtualInstance({ name: "other" })), false);
  assert.equal(resumePolicy(null, diedAt)(slow), false);
});

test("addresses stay through a back-off that every peer waits out, and through no other", () => {
  assert.equal(outlastsDelay(configurationOf(slow), seconds(1)), true);
  assert.equal(outlastsDelay(configurationOf(slow), seconds(2)), false);
  assert.equal(outlastsDelay(configurationOf(slow, fast), seconds(1)), false);
});
