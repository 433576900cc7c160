/** `track_group`: instances that follow static addresses, routes and rules. */
import { lines } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const trackGroupKeywords = {
  group: {
    argument: lines("INSTANCE ..."),
    default: null,
    required: true,
    meaning: "the instances that are in fault while something that names the group is missing",
    example: "group {\n  VI_1\n}",
    tier: "rare",
    support: "full",
  },
} as const satisfies KeywordSection;
