/** `vrrp_track_process`: are enough of these processes alive? */
import { choice, duration, integer, none, optional, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { syntaxOfWeight } from "./weight.ts";

const delay = duration(0.000001, 3600);

export const trackProcessKeywords = {
  process: {
    argument: words('NAME|"PATH" [PARAM ...]'),
    default: null,
    required: true,
    repetition: "ignored",
    meaning: "process to look for; with full_command or parameters the command line is compared",
    example: 'process "/usr/sbin/haproxy" -W',
    tier: "common",
    support: "full",
  },
  param_match: {
    argument: optional(choice("initial", "partial")),
    default: "exact if parameters are given, else not compared",
    meaning:
      "how parameters are compared: initial when the process may have more behind them, partial " +
      "when each of them may go on; alone, all have to be equal",
    example: "param_match initial",
    tier: "rare",
    support: "full",
  },
  weight: {
    argument: words(syntaxOfWeight(254)),
    default: "0",
    missingValue: "named",
    repetition: "ignored",
    meaning:
      "what it adds to the priority of those who follow it: a positive weight while enough run, " +
      "a negative one while they do not; with 0 too few are a fault",
    example: "weight 10",
    tier: "common",
    support: "full",
  },
  quorum: {
    argument: integer(1, 65535),
    default: "1",
    meaning: "fewest processes for good",
    tier: "common",
    support: "full",
  },
  quorum_max: {
    argument: integer(0, 65535),
    default: "unlimited",
    meaning: "most processes for good; 0 = must not run",
    tier: "rare",
    support: "full",
  },
  delay: {
    argument: delay,
    default: "0",
    meaning: "sets fork_delay and terminate_delay",
    tier: "common",
    support: "full",
  },
  fork_delay: {
    argument: delay,
    default: "0",
    meaning: "how long enough processes have to run before it counts",
    tier: "rare",
    support: "full",
  },
  terminate_delay: {
    argument: delay,
    default: "0",
    meaning: "how long too few may run before it counts: for restarts",
    tier: "rare",
    support: "full",
  },
  full_command: {
    argument: none,
    default: null,
    meaning: "compare the full command line instead of the process's name",
    tier: "rare",
    support: "full",
  },
} as const satisfies KeywordSection;
