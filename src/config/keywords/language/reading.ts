/** How the whole is read, and what is said of it. */
import { none, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const readingKeywords = {
  "duplicate block name": {
    argument: none,
    default: null,
    meaning:
      "of two blocks of one kind with the same name one holds, and the other one is named with " +
      "what becomes of it",
    tier: "core",
    support: "language",
  },
  "unknown keyword": {
    argument: none,
    default: null,
    meaning: "is named with the nearest known one and left out with its block; the rest runs",
    tier: "core",
    support: "language",
  },
  "single consistent read": {
    argument: none,
    default: "memfd",
    meaning: "the files are read once, at start and at a reload, and all processes get the same",
    tier: "core",
    support: "language",
  },
  "error location prefix": {
    argument: words("(FILE: Line N) or (Line N)"),
    default: null,
    meaning:
      "how keepalived names a place in a config test; the file is named where there is more than " +
      "one",
    tier: "core",
    support: "language",
  },
  "root keywords per process": {
    argument: none,
    default: null,
    meaning:
      "each process acts on the blocks that are its own; what a file holds decides which run",
    tier: "core",
    support: "language",
  },
} as const satisfies KeywordSection;
