/** What trackers make of an instance: its effective priority, its faults, and what it waits for. */
import type { Tracker } from "../../config/model/tracking.ts";
import { effectOf, effectOfFile } from "../../config/priorities/effect.ts";
import { clampedPriority, faultProduct } from "../../config/priorities/standing.ts";
import type { Priority } from "../../wire/units.ts";
import type { TrackerResult } from "./result.ts";

/** One tracker's part in an instance's standing: the arithmetic that `why` shows. */
export interface Contribution {
  readonly tracker: Tracker;
  /** Null until the first result. */
  readonly result: TrackerResult | null;
  readonly effect: ContributionEffect;
}

export type ContributionEffect =
  | { readonly kind: "priority"; readonly amount: number }
  | { readonly kind: "fault" }
  | { readonly kind: "none" }
  /** Unweighted, and without a first result: the instance stays inactive until it comes. */
  | { readonly kind: "awaited" };

export interface TrackedCondition {
  /** Effective: 1..254, and 255 of an owner, which never changes. */
  readonly priority: Priority;
  /** Those in fault or awaited among them decide whether the instance may run at all. */
  readonly contributions: readonly Contribution[];
}

export const contributionsOf = (
  trackers: readonly Tracker[],
  resultOf: (tracker: Tracker) => TrackerResult | null,
): readonly Contribution[] =>
  trackers.map((tracker) => {
    const result = resultOf(tracker);
    return { tracker, result, effect: contributionEffect(tracker, result) };
  });

/** Of an instance that follows nothing, too: then its priority is the base. */
export function trackedCondition(
  basePriority: Priority,
  contributions: readonly Contribution[],
): TrackedCondition {
  let sum: number = basePriority;
  for (const { effect } of contributions) if (effect.kind === "priority") sum += effect.amount;
  return { priority: clampedPriority(basePriority, sum) as Priority, contributions };
}

function contributionEffect(tracker: Tracker, result: TrackerResult | null): ContributionEffect {
  const effect = tracker.kind === "file" ? effectOfFile(tracker) : effectOf(tracker);
  if (result === null) return effect.kind === "fault" ? { kind: "awaited" } : none;
  if (effect.kind === "factor") return ofNumber(effect.factor, numberOf(result));
  const failed = result.kind === "verdict" ? !result.good : result.value !== 0;
  if (effect.kind === "change") return ofAmount(failed ? effect.failed : effect.well);
  // `reverse` asks for the opposite: it is a fault while all is well.
  return failed === tracker.reversed ? none : { kind: "fault" };
}

const none: ContributionEffect = { kind: "none" };

const ofAmount = (amount: number): ContributionEffect =>
  amount === 0 ? none : { kind: "priority", amount };

/** A number in a file, times the weight: limited above, and a fault far below. */
function ofNumber(factor: number, number: number): ContributionEffect {
  const product = number * factor;
  return product <= faultProduct ? { kind: "fault" } : ofAmount(Math.min(product, mostAdded));
}

const mostAdded = 253;

const numberOf = (result: TrackerResult): number => (result.kind === "value" ? result.value : 0);
