/**
 * How the process runs among others, after its first adverts are on their way (keepalived.md §1.8).
 */
import type { ProcessScheduling } from "../../config/model/global-settings.ts";
import { systemCalls } from "../../kernel/libc.ts";
import { lockMemory, setCpuAffinity, setNiceness, useRealTime } from "../../kernel/scheduling.ts";
import type { KernelError } from "../../ports/network.ts";
import type { Result } from "../../wire/result.ts";
import type { Logger } from "../log/logger.ts";
import { refusalText } from "../log/refusal-text.ts";

const lowestRealtimePriority = 1;

/** What is refused is logged, and the process runs without it. */
export function applyProcessSettings(scheduling: ProcessScheduling, log: Logger): void {
  const sys = systemCalls();
  const { realtimePriority, niceness, noSwap, cpus } = scheduling;
  const attempt = (outcome: Result<null, KernelError>, asked: boolean): void => {
    if (outcome.ok) return;
    if (asked) log.warning(refusalText(outcome.error));
    else log.detail(refusalText(outcome.error));
  };
  if (cpus !== null) attempt(setCpuAffinity(sys, cpus), true);
  if (niceness !== null) attempt(setNiceness(sys, niceness), true);
  // Unasked too: a page fault or a busy neighbour must not delay an advert.
  attempt(lockMemory(sys), noSwap);
  const asked = realtimePriority !== null;
  if (asked || niceness === null) {
    attempt(useRealTime(sys, realtimePriority ?? lowestRealtimePriority), asked);
  }
}
