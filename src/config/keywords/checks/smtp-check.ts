/** `SMTP_CHECK`: greets a mail server. */
import { unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { occasionalConnectionKeywords } from "./connection.ts";

export const smtpCheckKeywords = {
  ...occasionalConnectionKeywords,
  helo_name: {
    argument: unread("STR"),
    default: "smtpchecker.keepalived.org",
    meaning: "HELO argument",
    tier: "rare",
  },
  host: {
    argument: unread("{ connect_ip connect_port bindto ... }"),
    default: null,
    meaning: "old way to give (several) targets",
    tier: "legacy",
  },
} as const satisfies KeywordSection;
