/** `SMTP_CHECK`: greets a mail server. */
import { section, text } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { connectionKeywords, occasionalConnectionKeywords } from "./connection.ts";

export const smtpCheckKeywords = {
  ...occasionalConnectionKeywords,
  helo_name: {
    argument: text(),
    default: "smtpchecker.keepalived.org",
    missingValue: "named",
    meaning: "name that HELO gives for this machine",
    example: "helo_name mail.example.com",
    tier: "rare",
    support: "full",
  },
  host: {
    argument: section(),
    default: null,
    meaning:
      "one target of several, with the connection words of its own; write an SMTP_CHECK for each",
    example: "host {\n  connect_ip 192.0.2.10\n  connect_port 25\n}",
    tier: "legacy",
    support: "full",
  },
} as const satisfies KeywordSection;

/** What a `host` inside SMTP_CHECK understands. */
export const smtpHostKeywords = connectionKeywords;
