/** `BFD_CHECK`: follows a BFD session. */
import { text } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { scheduleKeywords } from "./connection.ts";

export const bfdCheckKeywords = {
  name: {
    argument: text(),
    default: null,
    required: true,
    missingValue: "named",
    meaning: "name of the bfd_instance to follow: the real server is up while the session is",
    example: "name router_1",
    tier: "rare",
    support: "checked",
  },
  alpha: { ...scheduleKeywords.alpha, meaning: "count as failed until the session is up" },
} as const satisfies KeywordSection;
