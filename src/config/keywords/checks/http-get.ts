/** `HTTP_GET`: asks for pages. */
import { caselessChoice, flag, integer, optional, section, text } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { connectionKeywords } from "./connection.ts";

export const httpGetKeywords = {
  ...connectionKeywords,
  delay_before_retry: { ...connectionKeywords.delay_before_retry, default: "3" },
  nb_get_retry: {
    argument: integer(1),
    default: null,
    meaning: "old name of retry",
    tier: "legacy",
    support: "full",
    replacedBy: "retry",
    isDeprecated: true,
  },
  virtualhost: {
    argument: text(),
    default: "real then virtual server",
    missingValue: "named",
    meaning: "Host header for all urls of the check that have none of their own",
    example: "virtualhost www.example.com",
    tier: "common",
    support: "full",
  },
  http_protocol: {
    argument: caselessChoice("1.0", "1.0C", "1.1"),
    default: "1.0",
    missingValue: "named",
    meaning: "version of the request; 1.0C adds Connection: close, 1.1 always has it",
    tier: "rare",
    support: "full",
  },
  enable_sni: {
    argument: flag,
    default: null,
    meaning: "send the server's name in the TLS hello, for servers with several certificates",
    example: "virtualhost www.example.com\nenable_sni",
    tier: "common",
    support: "full",
  },
  sni_name: {
    argument: optional(text()),
    default: "url, checker, then server virtualhost",
    meaning: "name to send in the TLS hello, where it is not the Host header's",
    example: "sni_name www.example.com",
    tier: "rare",
    support: "full",
  },
  fast_recovery: {
    argument: flag,
    default: null,
    meaning: "do not wait between the urls while the check is coming up",
    tier: "rare",
    support: "full",
  },
  url: {
    argument: section(),
    default: null,
    meaning: "one request and what it has to be answered with; there is at least one, and all pass",
    example: "url {\n  path /health\n  status_code 200\n}",
    tier: "core",
    support: "full",
  },
} as const satisfies KeywordSection;
