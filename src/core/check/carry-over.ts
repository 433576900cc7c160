/** What a checker knows after a reload (behaviours §4.5). */
import type { Checker } from "../../config/model/checker.ts";
import type { CheckState } from "./state.ts";
import { initialState } from "./state.ts";

/**
 * The state of a checker of a real server that stays, which is new there or has changed; it waits
 * for `start`. `before` is the state of one of its kind that it takes the place of, or null.
 */
export function replacementState(
  checker: Checker,
  before: CheckState | null,
  _serverIsAlive: boolean,
): CheckState {
  return initialState(checker, before?.failed ?? false);
}
