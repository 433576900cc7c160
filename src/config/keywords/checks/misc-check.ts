/** `MISC_CHECK`: runs a command. */
import { none, unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const miscCheckKeywords = {
  retry: {
    argument: unread("0.."),
    default: "0",
    meaning: "retries before it counts as failed",
    tier: "common",
  },
  delay_before_retry: {
    argument: unread("seconds decimal"),
    default: "1",
    meaning: "wait before a retry",
    tier: "common",
  },
  warmup: {
    argument: unread("seconds decimal"),
    default: "delay_loop",
    meaning: "max random first delay",
    tier: "rare",
  },
  delay_loop: {
    argument: unread("seconds decimal"),
    default: "real server value",
    meaning: "probe period",
    tier: "common",
  },
  alpha: {
    argument: unread("[BOOL]"),
    default: "real server value",
    meaning: "start as failed",
    tier: "rare",
  },
  log_all_failures: {
    argument: unread("[BOOL]"),
    default: "global",
    meaning: "log each failed probe",
    tier: "rare",
  },
  misc_path: {
    argument: unread("CMD"),
    default: null,
    required: true,
    meaning: "program; exit 0 good, else bad",
    tier: "core",
  },
  misc_timeout: {
    argument: unread("seconds; 0"),
    default: "delay_loop",
    meaning: "time limit",
    tier: "core",
  },
  misc_dynamic: {
    argument: none,
    default: null,
    meaning: "exit 2..255 = good with weight (status-2); 1 = bad",
    tier: "common",
  },
  user: {
    argument: unread("USER [[:]GROUP]"),
    default: "script_user",
    meaning: "identity",
    tier: "rare",
  },
} as const satisfies KeywordSection;
