import assert from "node:assert/strict";
import { test } from "node:test";
import { planRespawn, type RespawnHistory } from "../../../../src/daemon/supervisor/respawn.ts";
import { seconds } from "../../../../src/wire/units.ts";

function delaysOf(ranSeconds: readonly number[]): number[] {
  let history: RespawnHistory = null;
  return ranSeconds.map((ran) => {
    const plan = planRespawn(history, seconds(ran));
    history = plan.history;
    return plan.delayMicros / seconds(1);
  });
}

test("a child that keeps dying waits 0, 1, 2, 4 and at most 60 seconds", () => {
  assert.deepEqual(delaysOf(new Array(10).fill(1)), [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

test("a child that ran for a minute starts again at once and is forgiven", () => {
  assert.deepEqual(delaysOf([1, 1, 1, 60, 1, 1]), [0, 1, 2, 0, 1, 2]);
});
