/** How many processes run, held against a quorum that has to last (keepalived.md §9.5). */
import type { TrackProcess } from "../../config/model/tracking.ts";
import type { Micros } from "../../wire/units.ts";

export type CountRule = Pick<
  TrackProcess,
  "name" | "quorum" | "quorumMaximum" | "forkDelayMicros" | "terminateDelayMicros"
>;

export interface CountState {
  readonly count: number;
  /** What is told; null until the first count. */
  readonly good: boolean | null;
  /** When another verdict counts, unless the old one is true again by then. */
  readonly deadline: Micros | null;
}

export type CountEvent =
  | { readonly kind: "counted"; readonly count: number }
  | { readonly kind: "deadline" };

export type CountEffect =
  | { readonly kind: "changed"; readonly good: boolean; readonly reason: string }
  | { readonly kind: "log"; readonly text: string };

export interface CountStep {
  readonly state: CountState;
  readonly effects: readonly CountEffect[];
}

/** `known`: what was told before this process. */
export const beginCount = (known: boolean | null): CountState => ({
  count: 0,
  good: known,
  deadline: null,
});

export function stepCount(
  rule: CountRule,
  state: CountState,
  event: CountEvent,
  now: Micros,
): CountStep {
  if (event.kind === "counted") return counted(rule, state, event.count, now);
  if (state.deadline === null || now < state.deadline) return { state, effects: [] };
  return settled(rule, state);
}

/** After a reload: other bounds count at once. */
export const recount = (rule: CountRule, state: CountState): CountStep => settled(rule, state);

function counted(rule: CountRule, before: CountState, count: number, now: Micros): CountStep {
  const state = { ...before, count };
  // The first count has nothing to bounce from.
  if (before.good === null) return settled(rule, state);
  if (isGood(rule, count) === before.good)
    return { state: { ...state, deadline: null }, effects: [] };
  const delayMicros = count > before.count ? rule.forkDelayMicros : rule.terminateDelayMicros;
  if (delayMicros === 0) return settled(rule, state);
  const deadline = before.deadline ?? ((now + delayMicros) as Micros);
  return { state: { ...state, deadline }, effects: [] };
}

function settled(rule: CountRule, before: CountState): CountStep {
  const good = isGood(rule, before.count);
  const state = { ...before, good, deadline: null };
  if (good === before.good) return { state, effects: [] };
  const effects: CountEffect[] = [{ kind: "changed", good, reason: reasonOf(rule, before.count) }];
  const what = good ? "gained" : "lost";
  const text = `Quorum ${what} for tracked process ${rule.name}`;
  // Nothing is said of a process that does not run when it is looked for first.
  if (before.good !== null) effects.unshift({ kind: "log", text });
  return { state, effects };
}

const isGood = ({ quorum, quorumMaximum }: CountRule, count: number): boolean =>
  count >= quorum && (quorumMaximum === null || count <= quorumMaximum);

function reasonOf({ quorum, quorumMaximum }: CountRule, count: number): string {
  const runs = count === 1 ? "1 process runs" : `${count} processes run`;
  if (count < quorum) return `${runs}, fewer than ${quorum}`;
  if (quorumMaximum === null || count <= quorumMaximum) return runs;
  return `${runs}, more than ${quorumMaximum}`;
}
