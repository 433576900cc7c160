/** `MISC_CHECK`: runs a command. */
import { commandAlone, identity, none, wholeSeconds } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { scheduleKeywords } from "./connection.ts";

export const miscCheckKeywords = {
  ...scheduleKeywords,
  retry: { ...scheduleKeywords.retry, default: "0" },
  delay_loop: {
    ...scheduleKeywords.delay_loop,
    meaning: "wait from the start of a run to the next one",
  },
  misc_path: {
    argument: commandAlone,
    default: null,
    required: true,
    missingValue: "named",
    meaning: "program to run, with its arguments in quotes; exit status 0 is good, any other bad",
    example: 'misc_path "/usr/local/bin/check_disk 90"',
    tier: "core",
    support: "full",
  },
  misc_timeout: {
    argument: wholeSeconds(),
    default: "delay_loop",
    meaning: "a run that takes longer is ended and counts as failed; 0 is the default",
    tier: "core",
    support: "full",
  },
  misc_dynamic: {
    argument: none,
    default: null,
    meaning: "exit status 2 to 255 is good and sets the real server's weight to 0 to 253; 1 is bad",
    tier: "common",
    support: "full",
  },
  user: {
    argument: identity,
    default: "script_user",
    missingValue: "named",
    meaning: "user and group that the program runs as",
    example: "user nagios nagios",
    tier: "rare",
    support: "full",
  },
} as const satisfies KeywordSection;
