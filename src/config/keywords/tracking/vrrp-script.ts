/** `vrrp_script`: a command run again and again. */
import { coarseDuration, commandAlone, identity, integer, none, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { syntaxOfWeight } from "./weight.ts";

const mostRuns = 2_147_483_647;

export const vrrpScriptKeywords = {
  script: {
    argument: commandAlone,
    default: null,
    required: true,
    missingValue: "named",
    meaning: "command to run; exit 0 is success, anything else failure",
    example: 'script "/usr/local/bin/check_web --quick"',
    tier: "core",
    support: "full",
  },
  interval: {
    argument: coarseDuration(0.001),
    default: "1 s",
    meaning: "from one run to the next; while one is still running none is started",
    tier: "core",
    support: "full",
  },
  timeout: {
    argument: coarseDuration(0.001),
    default: "the interval",
    meaning: "a run that takes longer is ended and counts as a failure",
    tier: "common",
    support: "full",
  },
  weight: {
    argument: words(syntaxOfWeight(253)),
    default: "0",
    meaning:
      "what it adds to the priority of those who follow it: a positive weight while it succeeds, " +
      "a negative one while it fails; with 0 failure is a fault",
    example: "weight -20",
    tier: "core",
    support: "full",
  },
  rise: {
    argument: integer(1, mostRuns),
    default: "1",
    meaning: "successes in a row to become good",
    tier: "core",
    support: "full",
  },
  fall: {
    argument: integer(1, mostRuns),
    default: "1",
    meaning: "failures in a row to become bad",
    tier: "core",
    support: "full",
  },
  user: {
    argument: identity,
    default: "script_user",
    meaning: "whom the command runs as",
    tier: "common",
    support: "full",
  },
  init_fail: {
    argument: none,
    default: null,
    meaning: "start as failed, until it has succeeded rise times",
    tier: "rare",
    support: "full",
  },
} as const satisfies KeywordSection;
