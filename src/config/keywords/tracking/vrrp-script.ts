/** `vrrp_script`: a command run again and again. */
import { none, unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const vrrpScriptKeywords = {
  script: {
    argument: unread("CMD [USER [GROUP]]"),
    default: null,
    required: true,
    meaning: "command; exit 0 = good",
    tier: "core",
  },
  interval: {
    argument: unread("seconds >=0.001, ms resolution"),
    default: "1",
    meaning: "period",
    tier: "core",
  },
  timeout: {
    argument: unread("seconds, ms resolution"),
    default: "= interval",
    meaning: "time limit, then counted as failure",
    tier: "common",
  },
  weight: {
    argument: unread("-253..253 [reverse]"),
    default: "0",
    meaning: "default weight for users of the script",
    tier: "core",
  },
  rise: {
    argument: unread(">=1"),
    default: "1",
    meaning: "successes to become good",
    tier: "core",
  },
  fall: {
    argument: unread(">=1"),
    default: "1",
    meaning: "failures to become bad",
    tier: "core",
  },
  user: {
    argument: unread("USER [[:]GROUP]"),
    default: "script_user",
    meaning: "identity",
    tier: "common",
  },
  init_fail: {
    argument: none,
    default: null,
    meaning: "start in the failed state",
    tier: "rare",
  },
} as const satisfies KeywordSection;
