/** `garp_group`: interfaces that share a rate limit. */
import { unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const garpGroupKeywords = {
  garp_interval: {
    argument: unread("decimal s (us)"),
    default: "global",
    meaning: "gap between gratuitous ARPs",
    tier: "rare",
  },
  gna_interval: {
    argument: unread("decimal s (us)"),
    default: "global",
    meaning: "gap between neighbour advertisements",
    tier: "rare",
  },
  interface: {
    argument: unread("IF"),
    default: null,
    meaning: "one interface the limits apply to",
    tier: "rare",
  },
  interfaces: {
    argument: unread("{ IF ... }"),
    default: null,
    meaning: "interfaces that share one limit",
    tier: "rare",
  },
} as const satisfies KeywordSection;
