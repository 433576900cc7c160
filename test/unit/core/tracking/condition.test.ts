import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Tracker, TrackerKind } from "../../../../src/config/model/tracking.ts";
import { effectOf, effectOfFile } from "../../../../src/config/priorities/effect.ts";
import { standingOf } from "../../../../src/config/priorities/standing.ts";
import type { Watched } from "../../../../src/config/priorities/watched.ts";
import {
  type ContributionEffect,
  contributionsOf,
  trackedCondition,
} from "../../../../src/core/tracking/condition.ts";
import type { TrackerResult } from "../../../../src/core/tracking/result.ts";
import { virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import type { Priority } from "../../../../src/wire/units.ts";

const tracker = (kind: TrackerKind, weight: number, reversed = false): Tracker => ({
  kind,
  name: "it",
  weight,
  reversed,
  weightFrom: "line",
  origin: { kind: "instance" },
  place: { source: 0, line: 1, column: 1, length: 1 },
});

const good: TrackerResult = { kind: "verdict", good: true, reason: "" };
const bad: TrackerResult = { kind: "verdict", good: false, reason: "" };
const holds = (value: number): TrackerResult => ({ kind: "value", value });

const none: ContributionEffect = { kind: "none" };
const fault: ContributionEffect = { kind: "fault" };
const awaited: ContributionEffect = { kind: "awaited" };
const adds = (amount: number): ContributionEffect => ({ kind: "priority", amount });

const cases: readonly [string, Tracker, TrackerResult | null, ContributionEffect][] = [
  ["unweighted, good", tracker("script", 0), good, none],
  ["unweighted, bad", tracker("script", 0), bad, fault],
  ["unweighted, unknown", tracker("script", 0), null, awaited],
  ["unweighted and reversed, good", tracker("script", 0, true), good, fault],
  ["unweighted and reversed, bad", tracker("script", 0, true), bad, none],
  ["unweighted and reversed, unknown", tracker("script", 0, true), null, awaited],
  ["positive, good", tracker("script", 20), good, adds(20)],
  ["positive, bad", tracker("script", 20), bad, none],
  ["positive, unknown", tracker("script", 20), null, none],
  ["positive and reversed, good", tracker("script", 20, true), good, adds(-20)],
  ["negative, good", tracker("script", -20), good, none],
  ["negative, bad", tracker("script", -20), bad, adds(-20)],
  ["negative, unknown", tracker("script", -20), null, none],
  ["negative and reversed, bad", tracker("script", -20, true), bad, adds(20)],
  ["interface down", tracker("interface", 0), bad, fault],
  ["interface down, weighted", tracker("interface", -30), bad, adds(-30)],
  ["process missing", tracker("process", 0), bad, fault],
  ["BFD session down", tracker("bfd", 0), bad, fault],
  ["file, its number times the weight", tracker("file", 3), holds(7), adds(21)],
  ["file, reversed", tracker("file", 3, true), holds(7), adds(-21)],
  ["file, 0", tracker("file", 3), holds(0), none],
  ["file, unknown", tracker("file", 3), null, none],
  ["file, limited above", tracker("file", 100), holds(3), adds(253)],
  ["file, almost a fault", tracker("file", -253), holds(1), adds(-253)],
  ["file, a fault", tracker("file", -254), holds(1), fault],
  ["file, a fault by its number", tracker("file", 1), holds(-300), fault],
  ["unweighted file, 0", tracker("file", 0), holds(0), none],
  ["unweighted file, another number", tracker("file", 0), holds(-1), fault],
  ["unweighted file, unknown", tracker("file", 0), null, awaited],
  ["unweighted file, reversed, 0", tracker("file", 0, true), holds(0), fault],
];

for (const [what, each, result, effect] of cases) {
  test(`what a tracker does: ${what}`, () => {
    const contributions = contributionsOf([each], () => result);
    assert.deepEqual(contributions, [{ tracker: each, result, effect }]);
  });
}

test("an effective priority stays between 1 and 254, and an owner's at 255", () => {
  const priorityOf = (base: number, amount: number): number =>
    trackedCondition(
      base as Priority,
      contributionsOf([tracker("script", amount)], () => good),
    ).priority;
  assert.equal(priorityOf(100, 20), 120);
  assert.equal(priorityOf(250, 20), 254);
  assert.equal(priorityOf(255, 20), 255);
  const below = contributionsOf([tracker("script", -120)], () => bad);
  assert.equal(trackedCondition(100 as Priority, below).priority, 1);
});

const anyTracker = fc
  .tuple(
    fc.constantFrom<TrackerKind>("interface", "script", "process", "bfd"),
    fc.integer({ min: -253, max: 253 }),
    fc.boolean(),
  )
  .map(([kind, weight, reversed]) => tracker(kind, weight, reversed));

test("what runs agrees with what `check --priorities` foretells", () => {
  const watchedAs = (each: Tracker): Watched => ({
    name: each.name,
    because: null,
    event: "fails",
    effect: each.kind === "file" ? effectOfFile(each) : effectOf(each),
    tracker: each,
    heldBy: [],
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 255 }),
      fc.array(fc.tuple(anyTracker, fc.boolean()), { maxLength: 5 }),
      (base, trackers) => {
        const failed = new Set(trackers.flatMap(([each, fails]) => (fails ? [each] : [])));
        const instance = virtualInstance({ priority: base as Priority });
        const contributions = contributionsOf(
          trackers.map(([each]) => each),
          (each) => (failed.has(each) !== (each.reversed && each.weight === 0) ? bad : good),
        );
        const watched = trackers.map(([each]) => watchedAs(each));
        const foretold = standingOf(
          instance,
          watched,
          ({ tracker: each }) => each !== null && failed.has(each),
        );
        const isFaulty = contributions.some(({ effect }) => effect.kind === "fault");
        const { priority } = trackedCondition(instance.priority, contributions);
        assert.equal(isFaulty ? null : priority, foretold);
      },
    ),
  );
});
