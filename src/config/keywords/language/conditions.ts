/** One file for several machines. */
import { words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const conditionKeywords = {
  "@ID line": {
    argument: words("ID directly after @"),
    default: null,
    meaning: "the line counts only where ID is the configuration id",
    example: "@router1 priority 150",
    tier: "common",
    support: "language",
  },
  "@^ID line": {
    argument: words("ID directly after @^"),
    default: null,
    meaning: "the line counts only where ID is not the configuration id",
    example: "@^router1 priority 90",
    tier: "common",
    support: "language",
  },
  "config id": {
    argument: words("-i/--config-id"),
    default: "hostname up to first dot",
    meaning:
      "the name that lines with @ are compared with; definitions may hold it, as in $HERE=@router1",
    example: "$HERE=@router1\n$HERE priority 150",
    tier: "common",
    support: "language",
  },
} as const satisfies KeywordSection;
