/** `vrrp_track_process`: are enough of these processes alive? */
import { none, unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const trackProcessKeywords = {
  process: {
    argument: unread('NAME|"PATH" [PARAM ...]'),
    default: null,
    required: true,
    meaning: "process to look for; with full_command or parameters the command line is compared",
    tier: "common",
  },
  param_match: {
    argument: unread("[initial|partial]"),
    default: "exact if parameters are given, else not compared",
    meaning: "how parameters are compared",
    tier: "rare",
  },
  weight: {
    argument: unread("-254..254 [reverse]"),
    default: "0",
    meaning: "default weight",
    tier: "common",
  },
  quorum: {
    argument: unread("1..65535"),
    default: "1",
    meaning: "fewest processes for good",
    tier: "common",
  },
  quorum_max: {
    argument: unread("0..65535"),
    default: "unlimited",
    meaning: "most processes for good; 0 = must not run",
    tier: "rare",
  },
  delay: {
    argument: unread("0.000001..3600 s"),
    default: "0",
    meaning: "sets fork_delay and terminate_delay",
    tier: "common",
  },
  fork_delay: {
    argument: unread("0.000001..3600 s"),
    default: "0",
    meaning: "wait after quorum gained by a fork",
    tier: "rare",
  },
  terminate_delay: {
    argument: unread("0.000001..3600 s"),
    default: "0",
    meaning: "wait after quorum lost",
    tier: "rare",
  },
  full_command: {
    argument: none,
    default: null,
    meaning: "compare the full command line instead of comm",
    tier: "rare",
  },
} as const satisfies KeywordSection;
