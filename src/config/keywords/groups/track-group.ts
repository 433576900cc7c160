/** `track_group`: instances that follow static addresses, routes and rules. */
import { unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const trackGroupKeywords = {
  group: {
    argument: unread("{ INSTANCE ... }"),
    default: null,
    required: true,
    meaning: "member vrrp instances",
    tier: "rare",
  },
} as const satisfies KeywordSection;
