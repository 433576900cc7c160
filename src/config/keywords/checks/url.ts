/** `url`: one page of an HTTP_GET or SSL_GET check. */
import { none, unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const urlKeywords = {
  path: {
    argument: unread("STR"),
    default: null,
    required: true,
    meaning: "request path (query allowed)",
    tier: "core",
  },
  digest: {
    argument: unread("32 hex chars (MD5)"),
    default: null,
    meaning: "expected hash of the body (genhash output)",
    tier: "common",
  },
  status_code: {
    argument: unread("N | N-M ... 100..599"),
    default: "200-299 when nothing else is given",
    meaning: "accepted status codes",
    tier: "core",
  },
  virtualhost: {
    argument: unread("STR"),
    default: "checker, real, virtual server",
    meaning: "Host header",
    tier: "common",
  },
  regex: {
    argument: unread("PCRE2 pattern (quoted, escapes)"),
    default: null,
    meaning: "body must match",
    tier: "rare",
  },
  regex_no_match: {
    argument: none,
    default: null,
    meaning: "body must not match",
    tier: "rare",
  },
  regex_options: {
    argument: unread("list of pcre2 option names (24 known)"),
    default: null,
    meaning: "compile options",
    tier: "rare",
  },
  regex_min_offset: {
    argument: unread("bytes"),
    default: "0",
    meaning: "start of the search",
    tier: "rare",
  },
  regex_max_offset: {
    argument: unread("bytes"),
    default: null,
    meaning: "last allowed match start",
    tier: "rare",
  },
  regex_stack: {
    argument: unread("START MAX bytes"),
    default: "pcre2",
    meaning: "JIT stack sizes",
    tier: "rare",
  },
  tls_compliant: {
    argument: none,
    default: "checker",
    meaning: "SSL_GET only: send close_notify",
    tier: "rare",
  },
} as const satisfies KeywordSection;
