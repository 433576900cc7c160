/** `SMTP_CHECK`: greets a mail server. */
import { unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { connectionKeywords } from "./connection.ts";

export const smtpCheckKeywords = {
  ...connectionKeywords,
  connect_ip: {
    argument: unread("IP"),
    default: "real server address",
    meaning: "address to probe",
    tier: "rare",
  },
  connect_port: {
    argument: unread("1..65535"),
    default: "real server port",
    meaning: "port to probe",
    tier: "common",
  },
  connect_timeout: {
    argument: unread("seconds decimal"),
    default: "real server value (5)",
    meaning: "connect and response time limit",
    tier: "common",
  },
  retry: {
    argument: unread("0.."),
    default: "1",
    meaning: "retries before it counts as failed",
    tier: "rare",
  },
  delay_before_retry: {
    argument: unread("seconds decimal"),
    default: "1",
    meaning: "wait before a retry",
    tier: "rare",
  },
  delay_loop: {
    argument: unread("seconds decimal"),
    default: "real server value",
    meaning: "probe period",
    tier: "rare",
  },
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
