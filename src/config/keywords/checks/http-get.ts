/** `HTTP_GET`: asks for pages. */
import { section, unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { connectionKeywords } from "./connection.ts";

export const httpGetKeywords = {
  ...connectionKeywords,
  delay_before_retry: {
    argument: unread("seconds decimal"),
    default: "3",
    meaning: "wait before a retry",
    tier: "common",
  },
  nb_get_retry: {
    argument: unread(">=1"),
    default: null,
    meaning: "old name of retry",
    tier: "legacy",
    replacedBy: "retry",
  },
  virtualhost: {
    argument: unread("STR"),
    default: "real then virtual server",
    meaning: "Host header for all urls",
    tier: "common",
  },
  http_protocol: {
    argument: unread("1.0 | 1.0C | 1.1"),
    default: "1.0",
    meaning: "request version; 1.0C adds Connection: close, 1.1 always has it",
    tier: "rare",
  },
  enable_sni: {
    argument: unread("[BOOL]"),
    default: null,
    meaning: "send server name in the TLS hello",
    tier: "common",
  },
  sni_name: {
    argument: unread("[NAME]"),
    default: "url, checker, then server virtualhost",
    meaning: "name to send",
    tier: "rare",
  },
  fast_recovery: {
    argument: unread("[BOOL]"),
    default: null,
    meaning: "no delay between urls while coming up",
    tier: "rare",
  },
  url: {
    argument: section(),
    default: "at least one",
    meaning: "one request",
    tier: "core",
  },
} as const satisfies KeywordSection;
