/** Which failure gives which priority, and who then holds the addresses. */
import type { Configuration } from "../model/configuration.ts";
import type { VrrpInstance } from "../model/vrrp-instance.ts";
import { type Contender, contenderOf } from "./contender.ts";
import { holderAfter, winnerOf } from "./election.ts";
import { faultProduct, type Range, type Standing, standingOf, standingWith } from "./standing.ts";
import type { Watched } from "./watched.ts";

/** An instance of one file, as part of a virtual router. */
export interface Seat {
  /** The file's name. */
  readonly node: string;
  readonly instance: VrrpInstance;
  readonly configuration: Configuration;
}

export interface PriorityTable {
  readonly contenders: readonly ContenderTable[];
  /** Who holds the addresses while nothing fails: several where it is left to chance. */
  readonly holders: readonly ContenderTable[];
}

export interface ContenderTable {
  readonly node: string;
  readonly instance: VrrpInstance;
  /** While nothing fails; null where that alone is a fault (a reversed weight of 0). */
  readonly standing: Standing;
  readonly range: Range;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly watched: Watched;
  /** With this one failed and nothing else. */
  readonly standing: Standing;
  /** Null where there is one contender only. */
  readonly outcome: Outcome | null;
  /** Of a file on the node that holds the addresses: the number from which on they move. */
  readonly threshold: number | null;
}

/** What becomes of the addresses when it fails, and when it is well again. */
export type Outcome =
  | {
      readonly kind: "stays";
      readonly holder: string;
      /** Members of the sync group that keep their priority, and the addresses with it. */
      readonly heldBy: readonly string[];
    }
  | { readonly kind: "nobody" }
  | {
      readonly kind: "moves";
      readonly to: string;
      readonly standing: Standing;
      /** Wait of `preempt_delay`, where it takes over from a master that is still there. */
      readonly delayMicros: number;
      readonly returns: boolean;
    };

interface Entry extends Contender {
  readonly node: string;
}

/** The seats are those of one virtual router, each of another file. */
export function priorityTable(seats: readonly Seat[]): PriorityTable {
  const entries = seats.map(
    ({ node, instance, configuration }): Entry => ({
      ...contenderOf(instance, configuration),
      node,
    }),
  );
  const holder = winnerOf(entries);
  const tables = entries.map((entry): ContenderTable => {
    const { node, instance, standing, range, watched } = entry;
    const rows = watched.map((each) => rowOf(entry, each, entries, holder));
    return { node, instance, standing, range, rows };
  });
  const holds = ({ standing }: ContenderTable): boolean => standing === holder?.standing;
  return { contenders: tables, holders: tables.filter(holds) };
}

function rowOf(
  entry: Entry,
  watched: Watched,
  entries: readonly Entry[],
  holder: Entry | null,
): Row {
  const threshold = entry === holder ? thresholdOf(entry, watched, entries) : null;
  const standing =
    threshold === null
      ? standingOf(entry.instance, entry.watched, (each) => each === watched)
      : standingWith(entry.instance, entry.watched, watched, threshold);
  if (entries.length < 2) return { watched, standing, outcome: null, threshold };
  const failed = { ...entry, standing };
  const then = entries.map((each) => (each === entry ? failed : each));
  const free = outcomeOf(then, entries, holder);
  const isHeld = free.kind === "moves" && standing !== null && watched.heldBy.length > 0;
  const outcome: Outcome = isHeld
    ? { kind: "stays", holder: entry.node, heldBy: watched.heldBy }
    : free;
  return { watched, standing, outcome, threshold };
}

/** The number of a file, nearest to 0, that moves the addresses. */
function thresholdOf(holder: Entry, watched: Watched, entries: readonly Entry[]): number | null {
  const { effect } = watched;
  const { standing } = holder;
  if (effect.kind !== "factor" || standing === null || entries.length < 2) return null;
  const drops = entries
    .filter((each) => each !== holder && each.preempt && watched.heldBy.length === 0)
    .map((each) => standing - (each.standing ?? 0) + 1);
  const drop = Math.min(-faultProduct, ...drops);
  return -Math.sign(effect.factor) * Math.ceil(drop / Math.abs(effect.factor));
}

function outcomeOf(
  then: readonly Entry[],
  before: readonly Entry[],
  holder: Entry | null,
): Outcome {
  const held = then.find((each) => each.node === holder?.node) ?? null;
  const next = holderAfter(then, held);
  if (next === null) return { kind: "nobody" };
  if (next === held) return { kind: "stays", holder: next.node, heldBy: [] };
  const well = before.find((each) => each.node === next.node) ?? null;
  const returns = holderAfter(before, well)?.node === holder?.node;
  const preempts = held !== null && held.standing !== null;
  const delayMicros = preempts ? next.instance.preemptDelayMicros : 0;
  return { kind: "moves", to: next.node, standing: next.standing, delayMicros, returns };
}
