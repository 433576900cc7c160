/** What a checker knows after a reload (keepalived.md §4.5). */
import type { Checker } from "../../config/model/checker.ts";
import { type CheckState, initialState } from "./state.ts";

/**
 * The state of a checker that stays as it was, of a real server whose configured weight may have
 * changed: a weight that a script has said stays what it is.
 */
export function keptState(
  checker: Checker,
  state: CheckState,
  weightBefore: number,
  weightAfter: number,
): CheckState {
  if (state.weightDelta === 0 || weightBefore === weightAfter) return state;
  if (checker.kind !== "misc" || !checker.setsWeight) return state;
  return { ...state, weightDelta: state.weightDelta + weightBefore - weightAfter };
}

/**
 * The state of a checker of a real server that stays, which is new there or has changed; it waits
 * for `start`. `before` is the state of one of its kind that it takes the place of, or null.
 *
 * What was known of the server goes on until the first probe: a dead one must not come back for the
 * time that this takes, nor a live one be taken out by `alpha`.
 */
export function replacementState(
  checker: Checker,
  before: CheckState | null,
  serverIsAlive: boolean,
): CheckState {
  const fresh = initialState(checker);
  if (before === null) return { ...fresh, failed: fresh.failed && !serverIsAlive };
  const { failed, hasResult } = before;
  const setsWeight = checker.kind === "file" || (checker.kind === "misc" && checker.setsWeight);
  return { ...fresh, failed, hasResult, weightDelta: setsWeight ? before.weightDelta : 0 };
}
