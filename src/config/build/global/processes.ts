/** Names and scheduling of the processes. */
import { type Micros, microsPerSecond } from "../../../wire/units.ts";
import type { ProcessNames, ProcessScheduling } from "../../model/global-settings.ts";
import type { GlobalDraft } from "../drafts.ts";

/** What `max_auto_priority` alone stands for: SCHED_RR's highest (sched(7)). */
const highestRealtimePriority = 99;
const defaultRealtimeLimit = 10_000 as Micros;

export function schedulingOf(
  draft: GlobalDraft,
  process: "vrrp" | "checker" | "bfd",
): ProcessScheduling {
  const automatic = draft.max_auto_priority;
  const maximum = automatic === undefined ? 0 : (automatic.value ?? highestRealtimePriority);
  const delay = draft.min_auto_priority_delay?.value as Micros | undefined;
  const limit = draft[`${process}_rlimit_rttime`] ?? draft[`${process}_rlimit_rtime`];
  return {
    realtimePriority: draft[`${process}_rt_priority`]?.value ?? null,
    niceness: draft[`${process}_priority`]?.value ?? null,
    noSwap: draft[`${process}_no_swap`] !== undefined,
    cpus: draft[`${process}_cpu_affinity`]?.value ?? null,
    // -1 is off without keepalived's notice about it.
    maxAutoPriority: Math.max(0, maximum),
    minAutoPriorityDelayMicros: delay ?? microsPerSecond,
    realtimeLimitMicros: (limit?.value as Micros | undefined) ?? defaultRealtimeLimit,
  };
}

export function processNamesOf(draft: GlobalDraft): ProcessNames {
  const usual = (name: string): string | null => (draft.process_names === undefined ? null : name);
  const checker = draft.checker_process_name ?? draft.lvs_process_name;
  return {
    parent: draft.process_name?.value ?? null,
    vrrp: draft.vrrp_process_name?.value ?? usual("keepalived_vrrp"),
    checker: checker?.value ?? usual("keepalived_lvs"),
    bfd: draft.bfd_process_name?.value ?? usual("keepalived_bfd"),
  };
}
