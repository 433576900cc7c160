import type { Checker } from "../../config/model/checker.ts";
import { type Micros, microsPerSecond, plus } from "../../wire/units.ts";

/**
 * How long after a start a checker's first probe is: a second, and by chance up to its `warmup`, so
 * that thousands of probes are spread. `chance` is from 0 to less than 1.
 */
export function startDelayMicros(checker: Checker, chance: number): Micros {
  if (checker.kind === "file" || checker.kind === "bfd") return microsPerSecond;
  return plus(microsPerSecond, Math.floor(chance * checker.warmupMicros) as Micros);
}
