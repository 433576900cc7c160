/** How an instance stands in the election, with what of its watched things has failed. */
import type { VrrpInstance } from "../model/vrrp-instance.ts";
import type { Watched } from "./watched.ts";

/** Null is in fault: out of the election. */
export type Standing = number | null;

const ownerPriority = 255;
const lowest = 1;
const highest = 254;
/** A product of a file's number and its weight that is a fault (keepalived.md §9.4). */
export const faultProduct = -254;

/** With this number in the file that `file` watches, and all else well. */
export function standingWith(
  instance: VrrpInstance,
  watched: readonly Watched[],
  file: Watched,
  number: number,
): Standing {
  const { effect } = file;
  const well = sumOf(instance, watched);
  if (effect.kind !== "factor" || well === null) return well;
  const product = number * effect.factor;
  return product <= faultProduct ? null : clampedPriority(instance.priority, well + product);
}

/** A file that has not failed holds 0; a failed one holds whatever does most harm. */
export function standingOf(
  instance: VrrpInstance,
  watched: readonly Watched[],
  failed: (each: Watched) => boolean,
): Standing {
  const sum = sumOf(instance, watched, failed);
  return sum === null ? null : clampedPriority(instance.priority, sum);
}

function sumOf(
  { priority }: VrrpInstance,
  watched: readonly Watched[],
  failed: (each: Watched) => boolean = () => false,
): Standing {
  let sum: number = priority;
  for (const each of watched) {
    const { effect } = each;
    if (effect.kind === "change") sum += failed(each) ? effect.failed : effect.well;
    else if (failed(each)) return null;
  }
  return sum;
}

/** An owner's priority never changes (RFC 9568 §5.2.4). */
export const clampedPriority = (base: number, sum: number): number =>
  base === ownerPriority ? base : Math.min(highest, Math.max(lowest, sum));

export interface Range {
  readonly lowest: number;
  readonly highest: number;
}

/** All that the priority can become while the instance is not in fault. */
export function rangeOf({ priority }: VrrpInstance, watched: readonly Watched[]): Range {
  let [low, high]: [number, number] = [priority, priority];
  for (const { effect } of watched) {
    if (effect.kind === "factor" && priority !== ownerPriority) return { lowest, highest };
    if (effect.kind !== "change") continue;
    low += Math.min(effect.well, effect.failed);
    high += Math.max(effect.well, effect.failed);
  }
  return { lowest: clampedPriority(priority, low), highest: clampedPriority(priority, high) };
}
