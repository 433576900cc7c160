/** `BFD_CHECK`: follows a BFD session. */
import { unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const bfdCheckKeywords = {
  name: {
    argument: unread("bfd_instance name"),
    default: null,
    required: true,
    meaning: "session to follow",
    tier: "rare",
  },
  alpha: {
    argument: unread("[BOOL]"),
    default: "real server value",
    meaning: "start as failed",
    tier: "rare",
  },
} as const satisfies KeywordSection;
