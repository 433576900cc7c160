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
      "name the children keepalived_vrrp, keepalived_lvs (the man page says " +
      "keepalived_ipvs), keepalived_bfd",
    tier: "rare",
    support: "full",
  },
  process_name: {
    argument: text(longestProcessName),
    default: null,
    meaning: "comm name of the parent",
    tier: "rare",
    support: "full",
  },
  vrrp_process_name: {
    argument: text(longestProcessName),
    default: null,
    meaning: "comm name of the vrrp child",
    tier: "rare",
    support: "full",
  },
  checker_process_name: {
    argument: text(longestProcessName),
    default: null,
    meaning: "comm name of the checker child",
    tier: "rare",
    support: "checked",
  },
  lvs_process_name: {
    argument: text(longestProcessName),
    default: null,
    meaning: "old spelling of checker_process_name",
    tier: "legacy",
    support: "checked",
    replacedBy: "checker_process_name",
  },
  bfd_process_name: {
    argument: text(longestProcessName),
    default: null,
    meaning: "comm name of the bfd child",
    tier: "rare",
    support: "checked",
  },
  max_auto_priority: {
    argument: optional(integer(-1, 99)),
    default: "0",
    meaning:
      "let a late-running process raise itself to realtime up to this; -1 also silences the" +
      " notice",
    tier: "common",
    support: "checked",
  },
  min_auto_priority_delay: {
    argument: integer(1, 10_000_000, "us"),
    default: "1000000 us",
    meaning: "lateness that triggers the raise",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  nftables_priority: {
    argument: integer(smallestInteger, largestInteger),
    default: "-1",
    meaning: "hook priority of the chains",
    tier: "rare",
    support: "checked",
  },
  nftables_ipvs_priority: {
    argument: integer(smallestInteger, largestInteger),
    default: "-1",
    meaning: "hook priority of that table",
    tier: "rare",
    support: "checked",
  },
  vrrp_priority: {
    argument: integer(-20, 19),
    default: null,
    meaning: "nice value of the vrrp child",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
  checker_priority: {
    argument: integer(-20, 19),
    default: null,
    meaning: "nice value of the checker child",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  bfd_priority: {
    argument: integer(-20, 19),
    default: null,
    meaning: "nice value of the bfd child",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  vrrp_no_swap: {
    argument: none,
    default: null,
    meaning: "lock vrrp child memory",
    tier: "rare",
    support: "full",
  },
  checker_no_swap: {
    argument: none,
    default: null,
    meaning: "lock checker child memory",
    tier: "rare",
    support: "checked",
  },
  bfd_no_swap: {
    argument: none,
    default: null,
    meaning: "lock bfd child memory",
    tier: "rare",
    support: "checked",
  },
  vrrp_rt_priority: {
    argument: clamped(1, 99),
    default: null,
    meaning: "SCHED_RR priority of the vrrp child",
    tier: "common",
    support: "full",
    missingValue: "named",
  },
  checker_rt_priority: {
    argument: clamped(1, 99),
    default: null,
    meaning: "SCHED_RR priority of the checker child",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  bfd_rt_priority: {
    argument: clamped(1, 99),
    default: null,
    meaning: "SCHED_RR priority of the bfd child",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  vrrp_cpu_affinity: {
    argument: integers(0, 4095),
    default: "all CPUs",
    meaning: "bind the vrrp child to CPUs",
    example: "vrrp_cpu_affinity 0 1",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
  checker_cpu_affinity: {
    argument: integers(0, 4095),
    default: "all",
    meaning: "bind the checker child to CPUs",
    example: "checker_cpu_affinity 0 1",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  bfd_cpu_affinity: {
    argument: integers(0, 4095),
    default: "all",
    meaning: "bind the bfd child to CPUs",
    example: "bfd_cpu_affinity 0 1",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  vrrp_rlimit_rttime: {
    argument: integer(1, largestUnsigned, "us"),
    default: "10000",
    meaning: "RLIMIT_RTTIME hard limit when realtime",
    tier: "rare",
    support: "checked",
  },
  checker_rlimit_rttime: {
    argument: integer(1, largestUnsigned, "us"),
    default: "10000",
    meaning: "RLIMIT_RTTIME hard limit of the checker child when realtime",
    tier: "rare",
    support: "checked",
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
    support: "checked",
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
