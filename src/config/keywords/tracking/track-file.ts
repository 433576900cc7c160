/** `track_file`: a number in a file. */
import { unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const trackFileKeywords = {
  file: {
    argument: unread("PATH"),
    default: null,
    required: true,
    meaning: "file that holds a number",
    tier: "common",
  },
  weight: {
    argument: unread("-254..254 [reverse]"),
    default: "1",
    meaning: "multiplier; 0 = non-zero content means FAULT",
    tier: "common",
  },
  init_file: {
    argument: unread("[VALUE] [overwrite]"),
    default: "off; 0",
    meaning: "create (or overwrite) the file at start",
    tier: "rare",
  },
} as const satisfies KeywordSection;
