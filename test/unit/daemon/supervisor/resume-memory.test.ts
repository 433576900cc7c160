import assert from "node:assert/strict";
import { test } from "node:test";
import { noOrders } from "../../../../src/core/vrrp/events.ts";
import type { Phase } from "../../../../src/core/vrrp/state.ts";
import { ResumeMemory } from "../../../../src/daemon/supervisor/resume-memory.ts";
import { seconds } from "../../../../src/wire/units.ts";

function scene() {
  const memory = new ResumeMemory();
  return {
    memory,
    state: (name: string, phase: Phase, at = 1) =>
      memory.remember({ kind: "instanceState", name, phase, at: seconds(at) }),
    gone: (name: string) => memory.remember({ kind: "instanceGone", name }),
    names: () => memory.snapshot()?.instances.map(({ name }) => name),
  };
}

test("after a reload that renamed an instance only the new name is remembered", () => {
  const { memory, state, gone, names } = scene();
  state("VI_1", "master");
  state("VI_NEW", "master", 2);
  gone("VI_1");
  memory.died(seconds(3));
  assert.deepEqual(names(), ["VI_NEW"]);
  assert.ok(memory.holdsAddresses);
});

test("a name that nobody took back goes when the new configuration runs", () => {
  const { memory, state, names } = scene();
  state("VI_1", "master");
  state("VI_2", "backup");
  memory.keepOnly(["VI_2"]);
  memory.died(seconds(3));
  assert.deepEqual(names(), ["VI_2"]);
  assert.ok(!memory.holdsAddresses);
});

test("addresses may be left by masters, also by those that were handing over", () => {
  for (const [phase, holds] of [
    ["master", true],
    ["handingOver", true],
    ["backup", false],
    ["fault", false],
    ["stopped", false],
  ] as const) {
    const { memory, state } = scene();
    state("VI_1", "master");
    state("VI_1", phase, 2);
    assert.equal(memory.holdsAddresses, holds, phase);
  }
});

test("what was released is not released again, and who was master may still go on", () => {
  const { memory, state, names } = scene();
  state("VI_1", "master");
  memory.died(seconds(2));
  memory.released();
  assert.ok(!memory.holdsAddresses);
  assert.deepEqual(names(), ["VI_1"]);
});

test("a successor that died before it spoke does not make the silence shorter", () => {
  const { memory, state } = scene();
  state("VI_1", "master");
  memory.died(seconds(2));
  memory.died(seconds(5));
  assert.equal(memory.snapshot()?.diedAt, seconds(2));
  state("VI_1", "master", 6);
  memory.died(seconds(7));
  assert.equal(memory.snapshot()?.diedAt, seconds(7));
});

test("results of trackers and orders of operators outlive the process that told them", () => {
  const { memory } = scene();
  const report = (good: boolean) => ({
    kind: "script" as const,
    name: "chk",
    result: { kind: "verdict" as const, good, reason: good ? "succeeded" : "timed out" },
  });
  memory.remember({ kind: "trackerResult", report: report(true) });
  memory.remember({ kind: "trackerResult", report: report(false) });
  const operator = { ...noOrders, fault: true };
  for (const name of ["VI_1", "VI_2", "VI_3"]) {
    memory.remember({ kind: "operator", name, operator });
  }
  memory.remember({ kind: "operator", name: "VI_2", operator: noOrders });
  memory.remember({ kind: "instanceGone", name: "VI_3" });
  memory.died(seconds(1));
  const snapshot = memory.snapshot();
  assert.deepEqual(snapshot?.results, [report(false)]);
  assert.deepEqual(snapshot?.operators, [{ name: "VI_1", operator }]);
});

test("a process that ended in order leaves nothing to go on from", () => {
  const { memory } = scene();
  memory.remember({ kind: "operator", name: "VI_1", operator: { ...noOrders, fault: true } });
  memory.forget();
  memory.died(seconds(1));
  assert.deepEqual(memory.snapshot()?.operators, []);
});
