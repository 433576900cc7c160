/** `url`: one page of an HTTP_GET or SSL_GET check. */
import { escapedText, integer, none, optional, text, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const urlKeywords = {
  path: {
    argument: text(),
    default: null,
    required: true,
    meaning: "what to ask for; a query may follow",
    example: "path /health?full=1",
    tier: "core",
    support: "full",
  },
  digest: {
    argument: words("32 hex chars (MD5)"),
    default: null,
    meaning: "MD5 sum that the body has to have, as genhash prints it",
    example: "digest 9b3a0c85a887a256d6939da88aabd8cd",
    tier: "common",
    support: "full",
  },
  status_code: {
    argument: optional(words("N | N-M ... 100..599")),
    default: "200-299 when nothing else is given",
    meaning: "status codes that count as success",
    example: "status_code 200 301-302",
    tier: "core",
    support: "full",
  },
  virtualhost: {
    argument: text(),
    default: "checker, real, virtual server",
    missingValue: "named",
    meaning: "Host header",
    example: "virtualhost www.example.com",
    tier: "common",
    support: "full",
  },
  regex: {
    argument: escapedText,
    default: null,
    meaning: "pattern of PCRE2 that the body has to match; write a backslash twice",
    example: 'regex "status: *(ok|degraded)"',
    tier: "rare",
    support: "full",
  },
  regex_no_match: {
    argument: none,
    default: null,
    meaning: "the body must not match the pattern",
    example: 'regex "maintenance"\nregex_no_match',
    tier: "rare",
    support: "full",
  },
  regex_options: {
    argument: words("list of pcre2 option names (24 known)"),
    default: null,
    meaning: "how the pattern is compiled",
    example: 'regex "status: *ok"\nregex_options caseless multiline',
    tier: "rare",
    support: "full",
  },
  regex_min_offset: {
    argument: integer(0, undefined, "bytes"),
    default: "0",
    meaning: "where in the body the search begins",
    example: 'regex "status: *ok"\nregex_min_offset 100',
    tier: "rare",
    support: "full",
  },
  regex_max_offset: {
    argument: integer(0, undefined, "bytes"),
    default: null,
    meaning: "the last place in the body where a match may begin",
    example: 'regex "status: *ok"\nregex_max_offset 1000',
    tier: "rare",
    support: "full",
  },
  regex_stack: {
    argument: words("START MAX bytes"),
    default: "pcre2",
    meaning:
      "for keepalived: size of its matcher's stack at first and at most; Holdfast's has bounds of " +
      "its own",
    example: 'regex "status: *ok"\nregex_stack 32768 524288',
    tier: "rare",
    support: "full",
  },
  tls_compliant: {
    argument: none,
    default: "checker",
    meaning: "SSL_GET only: say goodbye with close_notify before the connection is closed",
    tier: "rare",
    support: "full",
  },
} as const satisfies KeywordSection;
