import assert from "node:assert/strict";
import { test } from "node:test";
import { keptState, replacementState } from "../../../../src/core/check/carry-over.ts";
import { healthOf, initialState } from "../../../../src/core/check/state.ts";
import { miscCheck, tcpCheck } from "../balancing/models.ts";

const down = { ...initialState(tcpCheck()), failed: true, hasResult: true };

test("a checker that has changed goes on with what was known of its server", () => {
  assert.equal(replacementState(tcpCheck({ retry: 9 }), down, false).failed, true);
  const up = initialState(tcpCheck());
  const alpha = tcpCheck({ startsFailed: true });
  assert.equal(replacementState(alpha, up, true).failed, false);
});

test("a new checker in alpha mode does not take a live server out", () => {
  const alpha = tcpCheck({ startsFailed: true });
  assert.equal(replacementState(alpha, null, true).failed, false);
  assert.equal(replacementState(alpha, null, false).failed, true);
  assert.equal(replacementState(tcpCheck(), null, false).failed, false);
});

test("whatever takes the place of another waits for its start", () => {
  const { phase, deadline } = replacementState(tcpCheck(), down, false);
  assert.deepEqual([phase, deadline], ["idle", null]);
});

test("a weight that a script has said stays, whatever weight the server has now", () => {
  const script = miscCheck("/bin/true");
  const state = { ...initialState(script), weightDelta: 5 };
  assert.equal(keptState(script, state, 3, 4).weightDelta, 4);
  assert.equal(keptState(script, { ...state, weightDelta: 0 }, 3, 4).weightDelta, 0);
  assert.equal(keptState(tcpCheck(), state, 3, 4).weightDelta, 5);
  assert.equal(replacementState(miscCheck("/bin/other"), state, true).weightDelta, 5);
});

test("a server has as many failed checkers as there are, and the sum of their weights", () => {
  const script = { ...initialState(miscCheck("/bin/true")), weightDelta: 5 };
  assert.deepEqual(healthOf([]), { failedCheckers: 0, isConfirmed: false, weightDelta: 0 });
  assert.deepEqual(healthOf([down, script, { ...script, weightDelta: -2 }]), {
    failedCheckers: 1,
    isConfirmed: true,
    weightDelta: 3,
  });
  const alpha = initialState(tcpCheck({ startsFailed: true }));
  assert.deepEqual(healthOf([alpha]), { failedCheckers: 1, isConfirmed: false, weightDelta: 0 });
});
