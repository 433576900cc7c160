/** `FILE_CHECK`: follows a number in a file. */
import { text, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const fileCheckKeywords = {
  track_file: {
    argument: text(),
    default: null,
    required: true,
    meaning: "name of the track_file to follow",
    example: "track_file load",
    tier: "rare",
    support: "full",
  },
  weight: {
    argument: words("-65535..65535 [reverse|noreverse]"),
    default: "weight of the track_file",
    missingValue: "named",
    meaning:
      "the number in the file times this is added to the real server's weight; with 0 any number " +
      "but 0 is failure",
    example: "weight -10",
    tier: "rare",
    support: "full",
  },
} as const satisfies KeywordSection;
