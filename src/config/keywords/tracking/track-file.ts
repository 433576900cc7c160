/** `track_file`: a number in a file. */
import { text, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { syntaxOfWeight } from "./weight.ts";

export const trackFileKeywords = {
  file: {
    argument: text(),
    default: null,
    required: true,
    missingValue: "named",
    repetition: "ignored",
    meaning: "file that holds a number; missing, empty or unreadable counts as 0",
    example: "file /run/holdfast/maintenance",
    tier: "common",
    support: "full",
  },
  weight: {
    argument: words(syntaxOfWeight(254)),
    default: "1",
    missingValue: "named",
    repetition: "ignored",
    meaning:
      "the number in the file times this is added to the priority; a product of -254 or less is " +
      "a fault, and with 0 any number but 0 is one",
    example: "weight -1",
    tier: "common",
    support: "full",
  },
  init_file: {
    argument: words("[VALUE] [overwrite]"),
    default: "off; 0",
    meaning: "create the file at start with this number; overwrite one that is there already",
    example: "init_file 0 overwrite",
    tier: "rare",
    support: "full",
  },
} as const satisfies KeywordSection;
