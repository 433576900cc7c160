/**
 * What goes wrong on a segment: loss, delay, duplication, corruption, partitions, one-way ones
 * too.
 */
import type { Micros } from "../wire/units.ts";
import type { Fault, Period } from "./fault.ts";
import type { Random } from "./random.ts";
import { formatSpan } from "./timeline.ts";
import { type PathQuality, soundPath } from "./virtual-lan.ts";

interface PathFault {
  affects(from: number, to: number): boolean;
  readonly change: Partial<PathQuality>;
}

/** The ways that datagrams take, with all faults that are on them now. */
export class PathFaults {
  readonly #active = new Set<PathFault>();

  add(fault: PathFault): void {
    this.#active.add(fault);
  }

  remove(fault: PathFault): void {
    this.#active.delete(fault);
  }

  /** `soundPath` itself while nothing is wrong with the path. */
  qualityOf(from: number, to: number): PathQuality {
    let quality = soundPath;
    for (const fault of this.#active) {
      if (fault.affects(from, to)) quality = { ...quality, ...fault.change };
    }
    return quality;
  }
}

/** One fault of random kind on some of the paths between `stations`. */
export function randomPathFault(
  random: Random,
  stations: readonly number[],
  paths: PathFaults,
  { begin, end }: Period,
  intervalMicros: Micros,
): Fault {
  const some = random.sample(stations, random.integer(1, stations.length - 1));
  const [what, change] = randomChange(random, intervalMicros);
  const [where, affects] = randomPlace(random, new Set(some), change.cut === true);
  const fault = { affects, change };
  return {
    begin,
    end,
    text: `${what} ${where} (stations ${some.join(" ")})`,
    start: () => paths.add(fault),
    finish: () => paths.remove(fault),
  };
}

function randomChange(random: Random, intervalMicros: Micros): [string, Partial<PathQuality>] {
  const probability = random.pick([0.05, 0.3, 0.7]);
  switch (random.pick(["cut", "cut", "loss", "delay", "duplicates", "corruption"] as const)) {
    case "cut":
      return ["nothing passes", { cut: true }];
    case "loss":
      return [`${probability} is lost`, { lossProbability: probability }];
    case "delay": {
      // Longer than an interval: adverts overtake each other.
      const longestDelayMicros = random.integer(1_000, 3 * intervalMicros);
      return [`delay up to ${formatSpan(longestDelayMicros)}`, { longestDelayMicros }];
    }
    case "duplicates":
      return [`${probability} is doubled`, { duplicateProbability: probability }];
    case "corruption":
      return [`${probability} is corrupted`, { corruptProbability: probability }];
  }
}

function randomPlace(
  random: Random,
  some: ReadonlySet<number>,
  cut: boolean,
): [string, PathFault["affects"]] {
  const places = cut ? (["between", "from"] as const) : (["between", "from", "all"] as const);
  switch (random.pick<"between" | "from" | "all">(places)) {
    case "between":
      return ["between some and the rest", (from, to) => some.has(from) !== some.has(to)];
    case "from":
      return ["from some to the rest", (from, to) => some.has(from) && !some.has(to)];
    case "all":
      return ["everywhere", () => true];
  }
}
