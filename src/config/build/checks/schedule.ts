/**
 * When a check runs: what it says itself, else its real server, else its kind (keepalived.md §17).
 */
import type { Micros } from "../../../wire/units.ts";
import type { scheduleKeywords } from "../../keywords/checks/connection.ts";
import type { CheckSchedule } from "../../model/checker.ts";
import type { Draft } from "../reading/values.ts";
import type { CheckerContext } from "./checker-context.ts";

export type ScheduleDraft = Draft<typeof scheduleKeywords>;

/** What a kind of check takes where nobody says anything. */
export interface UsualSchedule {
  readonly retry: number;
  /** Null is as long as the delay loop. */
  readonly delayBeforeRetryMicros: Micros | null;
}

export function scheduleOf(
  draft: ScheduleDraft,
  usual: UsualSchedule,
  { defaults }: CheckerContext,
): CheckSchedule {
  const delayLoopMicros = draft.delay_loop?.value ?? defaults.delayLoopMicros;
  return {
    delayLoopMicros,
    retry: draft.retry?.value ?? defaults.retry ?? usual.retry,
    delayBeforeRetryMicros:
      draft.delay_before_retry?.value ??
      defaults.delayBeforeRetryMicros ??
      usual.delayBeforeRetryMicros ??
      delayLoopMicros,
    warmupMicros: draft.warmup?.value ?? defaults.warmupMicros ?? delayLoopMicros,
    startsFailed: draft.alpha?.value ?? defaults.alpha,
    logAllFailures: draft.log_all_failures?.value ?? defaults.logAllFailures,
  };
}
