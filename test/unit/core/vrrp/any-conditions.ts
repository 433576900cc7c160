/** What random instances follow, and what their sync groups and operators tell them. */
import fc from "fast-check";
import type { Tracker, TrackerKind } from "../../../../src/config/model/tracking.ts";
import type { VrrpInstance } from "../../../../src/config/model/vrrp-instance.ts";
import {
  contributionsOf,
  type TrackedCondition,
  trackedCondition,
} from "../../../../src/core/tracking/condition.ts";
import type { TrackerResult } from "../../../../src/core/tracking/result.ts";
import {
  type GroupCondition,
  type LinkCondition,
  noOrders,
  type OperatorCondition,
  type VrrpEvent,
} from "../../../../src/core/vrrp/events.ts";
import type { Priority } from "../../../../src/wire/units.ts";

/** Records as programs write them. */
export const plain = { noNullPrototype: true };

const trackers: readonly Tracker[] = [
  anyTracker("script", "unweighted", 0),
  anyTracker("script", "positive", 20),
  anyTracker("script", "negative", -30),
  anyTracker("file", "load", 10),
];

function anyTracker(kind: TrackerKind, name: string, weight: number): Tracker {
  const origin = { kind: "instance" } as const;
  const place = { source: 0, line: 1, column: 1, length: 1 };
  return { kind, name, weight, reversed: false, weightFrom: "line", origin, place };
}

const result: fc.Arbitrary<TrackerResult | null> = fc.oneof(
  fc.boolean().map((good) => ({ kind: "verdict" as const, good, reason: "as it is" })),
  fc.integer({ min: -30, max: 30 }).map((value) => ({ kind: "value" as const, value })),
  fc.constant(null),
);

/** One for each tracker. */
export const results = fc.array(result, { minLength: trackers.length, maxLength: trackers.length });

export const conditionOf = (
  { priority: base }: VrrpInstance,
  known: readonly (TrackerResult | null)[],
): TrackedCondition =>
  trackedCondition(
    base,
    contributionsOf(trackers, (each) => known[trackers.indexOf(each)] ?? null),
  );

export const tracking =
  (known: readonly (TrackerResult | null)[]) =>
  (instance: VrrpInstance): VrrpEvent => ({
    kind: "trackingChanged",
    tracked: conditionOf(instance, known),
  });

export const group: fc.Arbitrary<GroupCondition> = fc.record(
  {
    faultyMembers: fc.subarray(["B"]),
    awaitedMembers: fc.subarray(["C"]),
    othersWantMaster: fc.boolean(),
  },
  plain,
);

export const operator: fc.Arbitrary<OperatorCondition> = fc.record(
  {
    priority: fc.option(fc.integer({ min: 1, max: 254 }).map((value) => value as Priority)),
    fault: fc.boolean(),
    standsBack: fc.boolean(),
  },
  plain,
);

export interface Beginning {
  readonly link: LinkCondition;
  /** Null of an instance that follows nothing. */
  readonly known: readonly (TrackerResult | null)[] | null;
  readonly group: GroupCondition;
  readonly resume: boolean;
}

export const start =
  ({ link, known, group: members, resume }: Beginning) =>
  (instance: VrrpInstance): VrrpEvent => ({
    kind: "start",
    link,
    tracked:
      known === null ? trackedCondition(instance.priority, []) : conditionOf(instance, known),
    group: members,
    operator: noOrders,
    resume,
  });
