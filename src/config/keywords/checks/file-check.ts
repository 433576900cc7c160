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
    meaning: "multiplier of what is added to the server's weight; 0: any other number is failure",
    tier: "rare",
  },
} as const satisfies KeywordSection;
