import assert from "node:assert/strict";
import { test } from "node:test";
import {
  beginCount,
  type CountEffect,
  type CountEvent,
  type CountRule,
  recount,
  stepCount,
} from "../../../../src/core/tracking/process-count.ts";
import { seconds } from "../../../../src/wire/units.ts";

const base: CountRule = {
  name: "P",
  quorum: 1,
  quorumMaximum: null,
  forkDelayMicros: seconds(0),
  terminateDelayMicros: seconds(0),
};

const words = (effect: CountEffect): string =>
  effect.kind === "log" ? effect.text : `${effect.good ? "good" : "bad"}: ${effect.reason}`;

type Row = readonly [at: number, count: number | null, expected: readonly string[]];

function play(rule: CountRule, rows: readonly Row[], known: boolean | null = null) {
  let state = beginCount(known);
  for (const [at, count, expected] of rows) {
    const event: CountEvent = count === null ? { kind: "deadline" } : { kind: "counted", count };
    const step = stepCount(rule, state, event, seconds(at));
    assert.deepEqual(step.effects.map(words), expected, `at ${at}: ${count}`);
    state = step.state;
  }
  return state;
}

const gained = "Quorum gained for tracked process P";
const lost = "Quorum lost for tracked process P";

test("the first count is a result, and no line", () => {
  play(base, [[0, 0, ["bad: 0 processes run, fewer than 1"]]]);
  play(base, [[0, 1, ["good: 1 process runs"]]]);
  play(base, [[0, 1, []]], true);
});

test("a quorum is gained and lost", () => {
  play({ ...base, quorum: 2, quorumMaximum: 3 }, [
    [0, 1, ["bad: 1 process runs, fewer than 2"]],
    [1, 2, [gained, "good: 2 processes run"]],
    [2, 3, []],
    [3, 4, [lost, "bad: 4 processes run, more than 3"]],
    [4, 3, [gained, "good: 3 processes run"]],
  ]);
});

test("a process that must not run is a fault while it does", () => {
  play({ ...base, quorum: 0, quorumMaximum: 0 }, [
    [0, 0, ["good: 0 processes run"]],
    [1, 1, [lost, "bad: 1 process runs, more than 0"]],
  ]);
});

test("what lasts no longer than its delay is not told", () => {
  const rule = { ...base, forkDelayMicros: seconds(1), terminateDelayMicros: seconds(2) };
  const end = play(rule, [
    [0, 1, ["good: 1 process runs"]],
    [1, 0, []],
    [2, null, []],
    [2.5, 1, []],
    [3, null, []],
    [4, 0, []],
    [6, null, [lost, "bad: 0 processes run, fewer than 1"]],
    [7, 1, []],
    [8, null, [gained, "good: 1 process runs"]],
  ]);
  assert.equal(end.deadline, null);
});

test("another count during the delay does not make it longer", () => {
  play({ ...base, quorum: 3, terminateDelayMicros: seconds(2) }, [
    [0, 3, ["good: 3 processes run"]],
    [1, 2, []],
    [2, 1, []],
    [3, null, [lost, "bad: 1 process runs, fewer than 3"]],
  ]);
});

test("other bounds count at once", () => {
  const state = play(base, [[0, 1, ["good: 1 process runs"]]]);
  assert.deepEqual(recount({ ...base, quorum: 2 }, state).effects.map(words), [
    lost,
    "bad: 1 process runs, fewer than 2",
  ]);
});
