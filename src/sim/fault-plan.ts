/** A random plan of what goes wrong in a while, and when. */
import type { Micros } from "../wire/units.ts";
import type { Fault, Period } from "./fault.ts";
import type { VirtualNode } from "./node.ts";
import { randomNodeFault } from "./node-faults.ts";
import { type PathFaults, randomPathFault } from "./path-faults.ts";
import type { Random } from "./random.ts";

export interface FaultField {
  readonly nodes: readonly VirtualNode[];
  /** Numbers of everything on the segment. */
  readonly stations: readonly number[];
  readonly paths: PathFaults;
  /** The longest interval of the routers: what faults are measured in. */
  readonly intervalMicros: Micros;
  /** Scripts fail, and operators give orders. */
  readonly hasOrders: boolean;
}

const mostFaults = 8;

/** One to eight faults within `period`; a node suffers at most one of its own at a time. */
export function randomFaults(random: Random, field: FaultField, period: Period): readonly Fault[] {
  const { nodes, stations, paths, intervalMicros } = field;
  const faults: Fault[] = [];
  const suffered = new Map<VirtualNode, Period[]>();
  for (let count = random.integer(1, mostFaults); count > 0; count--) {
    const when = randomPeriod(random, period, intervalMicros);
    if (random.chance(0.4)) {
      faults.push(randomPathFault(random, stations, paths, when, intervalMicros));
      continue;
    }
    const node = random.pick(nodes);
    const before = suffered.get(node) ?? [];
    if (before.some((other) => other.begin <= when.end && when.begin <= other.end)) continue;
    suffered.set(node, [...before, when]);
    faults.push(randomNodeFault(random, node, when, field));
  }
  return faults;
}

/** Half of them short, about as long as the intervals that matter. */
function randomPeriod(random: Random, { begin, end }: Period, intervalMicros: Micros): Period {
  const from = random.micros(begin, end);
  const longest = random.chance(0.5) ? Math.min(end, from + 2 * intervalMicros) : end;
  return { begin: from, end: random.micros(from, longest) };
}
