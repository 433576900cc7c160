/** What one tracker does to an instance (keepalived.md §9.1, §9.4). */
import type { Weight } from "../model/tracking.ts";

export type Effect =
  /** In fault while it fails: then an instance gives its addresses up, whatever its priority. */
  | { readonly kind: "fault" }
  /** Added to the priority while all is well, and while it fails. */
  | { readonly kind: "change"; readonly well: number; readonly failed: number }
  /** A number of a file, times this, is added; a product of -254 or less is a fault. */
  | { readonly kind: "factor"; readonly factor: number };

export const fault: Effect = { kind: "fault" };

/** A positive weight is added while all is well, a negative one while it is not. */
export function effectOf({ weight, reversed }: Weight): Effect {
  if (weight === 0) return fault;
  const change = reversed ? -weight : weight;
  return weight > 0
    ? { kind: "change", well: change, failed: 0 }
    : { kind: "change", well: 0, failed: change };
}

/** Of a file: with weight 0 any number but 0 is a fault. */
export const effectOfFile = ({ weight, reversed }: Weight): Effect =>
  weight === 0 ? fault : { kind: "factor", factor: reversed ? -weight : weight };
