/** What many keywords take. */
import { words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const valueKeywords = {
  "script user suffix": {
    argument: words("after the command: USER [[:]GROUP]"),
    default: "script_user",
    meaning:
      "runs the command as that user and group; a colon before the group takes the user's " +
      "supplementary groups too, a colon alone the user's own group with them",
    example: 'notify_master "/usr/local/bin/page one" nobody nogroup',
    tier: "common",
    support: "language",
  },
  "boolean argument": {
    argument: words("true|on|yes / false|off|no"),
    default: "absent = true for optional ones",
    meaning: "how true and false are written; a keyword alone means true",
    example: "lower_prio_no_advert on",
    tier: "core",
    support: "language",
  },
  "integer argument": {
    argument: words("decimal; strict trailing-garbage check"),
    default: null,
    meaning: "a number out of range, or with anything behind it, is named and not used",
    example: "priority 100",
    tier: "core",
    support: "language",
  },
  "timer argument": {
    argument: words("decimal seconds, up to 6 decimals (us resolution); bfd uses ms"),
    default: null,
    meaning: "times are seconds and may have decimals; those beyond microseconds are rounded",
    example: "preempt_delay 2.5",
    tier: "core",
    support: "language",
  },
  "missing mandatory argument": {
    argument: words("a keyword alone that needs a value"),
    default: null,
    meaning:
      "the line has no effect and the rest is read; a config test ends with 2, where keepalived " +
      "stops reading",
    tier: "core",
    support: "language",
  },
} as const satisfies KeywordSection;
