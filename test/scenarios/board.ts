/** The results of all that an instance follows in a scenario. */
import type { Tracker } from "../../src/config/model/tracking.ts";
import type { VrrpInstance } from "../../src/config/model/vrrp-instance.ts";
import {
  contributionsOf,
  type TrackedCondition,
  trackedCondition,
} from "../../src/core/tracking/condition.ts";
import type { TrackerResult } from "../../src/core/tracking/result.ts";

export class Board {
  readonly #results = new Map<string, TrackerResult>();

  /** `NAME good`, `NAME bad WHY…`, `NAME 5`, or `NAME unknown`. */
  report([name = "", word = "", ...why]: readonly string[]): void {
    if (word === "unknown") this.#results.delete(name);
    else this.#results.set(name, readResult(word, why.join(" ")));
  }

  conditionOf({ priority, trackers }: VrrpInstance): TrackedCondition {
    const resultOf = ({ name }: Tracker): TrackerResult | null => this.#results.get(name) ?? null;
    return trackedCondition(priority, contributionsOf(trackers, resultOf));
  }
}

function readResult(word: string, why: string): TrackerResult {
  if (word === "good" || word === "bad") {
    return { kind: "verdict", good: word === "good", reason: why };
  }
  const value = Number(word);
  if (Number.isNaN(value)) throw new Error(`"${word}" is no result`);
  return { kind: "value", value };
}
