/** `FILE_CHECK`: follows a number in a file. */
import { unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const fileCheckKeywords = {
  track_file: {
    argument: unread("track_file name"),
    default: null,
    required: true,
    meaning: "file to follow",
    tier: "rare",
  },
  weight: {
    argument: unread("-65535..65535 [reverse|noreverse]"),
    default: "weight of the track_file",
    meaning:
      'multiplier; result is added to the server weight; 0 = non-zero is failure (man page also names "dynamic", which is not registered)',
    tier: "rare",
  },
} as const satisfies KeywordSection;
