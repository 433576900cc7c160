/** Names, scheduling and memory of the processes. */
import { clamped, integer, integers, none, optional, text } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

/** unsigned int, as keepalived keeps it. */
const largestUnsigned = 0xffff_ffff;
/** int, as nftables keeps priorities. */
const largestInteger = 0x7fff_ffff;
const smallestInteger = -0x8000_0000;

/** The kernel keeps 15 characters of a process's name (prctl(2), PR_SET_NAME). */
const longestProcessName = 15;

export const processesKeywords = {
  process_names: {
    argument: none,
    default: null,
    meaning:
      "call the processes keepalived_vrrp, keepalived_lvs and keepalived_bfd, as ps shows them",
    tier: "rare",
    support: "full",
  },
  process_name: {
    argument: text(longestProcessName),
    default: null,
    meaning: "name of the supervising process, as ps shows it",
    tier: "rare",
    support: "full",
  },
  vrrp_process_name: {
    argument: text(longestProcessName),
    default: null,
    meaning: "name of the vrrp process, as ps shows it",
    tier: "rare",
    support: "full",
  },
  checker_process_name: {
    argument: text(longestProcessName),
    default: null,
    meaning: "name of the health checker, as ps shows it",
    tier: "rare",
    support: "full",
  },
  lvs_process_name: {
    argument: text(longestProcessName),
    default: null,
    meaning: "old spelling of checker_process_name",
    tier: "legacy",
    support: "full",
    replacedBy: "checker_process_name",
  },
  bfd_process_name: {
    argument: text(longestProcessName),
    default: null,
    meaning: "name of the BFD process, as ps shows it",
    tier: "rare",
    support: "checked",
  },
  max_auto_priority: {
    argument: optional(integer(-1, 99)),
    default: "0",
    meaning:
      "realtime priority that a process which runs late may give itself, step by step; 0 is " +
      "none, -1 none without a word about it",
    tier: "common",
    support: "checked",
  },
  min_auto_priority_delay: {
    argument: integer(1, 10_000_000, "us"),
    default: "1000000 us",
    meaning: "how late a timer has to be for that",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  nftables_priority: {
    argument: integer(smallestInteger, largestInteger),
    default: "-1",
    meaning: "priority of the chains among those of others",
    tier: "rare",
    support: "checked",
  },
  nftables_ipvs_priority: {
    argument: integer(smallestInteger, largestInteger),
    default: "-1",
    meaning: "priority of the chains that mark packets for virtual servers",
    tier: "rare",
    support: "checked",
  },
  vrrp_priority: {
    argument: integer(-20, 19),
    default: null,
    meaning: "nice value of the vrrp process",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
  checker_priority: {
    argument: integer(-20, 19),
    default: null,
    meaning: "nice value of the health checker",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
  bfd_priority: {
    argument: integer(-20, 19),
    default: null,
    meaning: "nice value of the BFD process",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  vrrp_no_swap: {
    argument: none,
    default: null,
    meaning: "keep the vrrp process in memory, so that it is never late because of swapping",
    tier: "rare",
    support: "full",
  },
  checker_no_swap: {
    argument: none,
    default: null,
    meaning: "keep the health checker in memory",
    tier: "rare",
    support: "full",
  },
  bfd_no_swap: {
    argument: none,
    default: null,
    meaning: "keep the BFD process in memory",
    tier: "rare",
    support: "checked",
  },
  vrrp_rt_priority: {
    argument: clamped(1, 99),
    default: null,
    meaning: "realtime priority (SCHED_RR) of the vrrp process",
    tier: "common",
    support: "full",
    missingValue: "named",
  },
  checker_rt_priority: {
    argument: clamped(1, 99),
    default: null,
    meaning: "realtime priority (SCHED_RR) of the health checker",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
  bfd_rt_priority: {
    argument: clamped(1, 99),
    default: null,
    meaning: "realtime priority (SCHED_RR) of the BFD process",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  vrrp_cpu_affinity: {
    argument: integers(0, 4095),
    default: "all CPUs",
    meaning: "processors that the vrrp process may run on",
    example: "vrrp_cpu_affinity 0 1",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
  checker_cpu_affinity: {
    argument: integers(0, 4095),
    default: "all",
    meaning: "processors that the health checker may run on",
    example: "checker_cpu_affinity 0 1",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
  bfd_cpu_affinity: {
    argument: integers(0, 4095),
    default: "all",
    meaning: "processors that the BFD process may run on",
    example: "bfd_cpu_affinity 0 1",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  vrrp_rlimit_rttime: {
    argument: integer(1, largestUnsigned, "us"),
    default: "10000",
    meaning:
      "how long the vrrp process may compute at realtime priority without a pause before " +
      "the kernel ends it",
    tier: "rare",
    support: "checked",
  },
  checker_rlimit_rttime: {
    argument: integer(1, largestUnsigned, "us"),
    default: "10000",
    meaning: "RLIMIT_RTTIME hard limit of the checker child when realtime",
    tier: "rare",
    support: "full",
  },
  bfd_rlimit_rttime: {
    argument: integer(1, largestUnsigned, "us"),
    default: "10000",
    meaning: "RLIMIT_RTTIME hard limit of the bfd child when realtime",
    tier: "rare",
    support: "checked",
  },
  vrrp_rlimit_rtime: {
    argument: integer(1, largestUnsigned, "us"),
    default: null,
    meaning: "old spelling",
    tier: "legacy",
    support: "checked",
    replacedBy: "vrrp_rlimit_rttime",
  },
  checker_rlimit_rtime: {
    argument: integer(1, largestUnsigned, "us"),
    default: null,
    meaning: "old spelling",
    tier: "legacy",
    support: "full",
    replacedBy: "checker_rlimit_rttime",
  },
  bfd_rlimit_rtime: {
    argument: integer(1, largestUnsigned, "us"),
    default: null,
    meaning: "old spelling",
    tier: "legacy",
    support: "checked",
    replacedBy: "bfd_rlimit_rttime",
  },
} as const satisfies KeywordSection;
