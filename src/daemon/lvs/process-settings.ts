/** How the process runs among others: as asked for, and no more (keepalived.md §1.8). */
import type { ProcessScheduling } from "../../config/model/global-settings.ts";
import { limitRealTime, raiseOpenFiles } from "../../kernel/resource-limits.ts";
import { lockMemory, setCpuAffinity, setNiceness, useRealTime } from "../../kernel/scheduling.ts";
import type { Sys } from "../../kernel/sys.ts";
import type { KernelError } from "../../ports/network.ts";
import type { Result } from "../../wire/result.ts";
import type { Logger } from "../log/logger.ts";
import { refusalText } from "../log/refusal-text.ts";

/** Besides the sockets of probes. */
const otherFiles = 256;

/** What is refused is logged, and the process runs without it. */
export function applyCheckerSettings(
  sys: Sys,
  scheduling: ProcessScheduling,
  maximumProbes: number,
  log: Logger,
): void {
  const { realtimePriority, realtimeLimitMicros, niceness, noSwap, cpus } = scheduling;
  const attempt = (outcome: Result<null, KernelError>): void => {
    if (!outcome.ok) log.warning(refusalText(outcome.error));
  };
  attempt(raiseOpenFiles(sys, maximumProbes + otherFiles));
  if (cpus !== null) attempt(setCpuAffinity(sys, cpus));
  if (niceness !== null) attempt(setNiceness(sys, niceness));
  if (noSwap) attempt(lockMemory(sys));
  if (realtimePriority === null) return;
  attempt(limitRealTime(sys, realtimeLimitMicros));
  attempt(useRealTime(sys, realtimePriority));
}
