/** What the language itself offers: carried out while the file is read. */
import type { KeywordSection } from "./keyword.ts";
import { conditionKeywords } from "./language/conditions.ts";
import { definitionKeywords } from "./language/definitions.ts";
import { includeKeywords } from "./language/includes.ts";
import { readingKeywords } from "./language/reading.ts";
import { textKeywords } from "./language/text.ts";
import { valueKeywords } from "./language/values.ts";

export const languageKeywords = {
  ...textKeywords,
  ...valueKeywords,
  ...includeKeywords,
  ...definitionKeywords,
  ...conditionKeywords,
  ...readingKeywords,
} as const satisfies KeywordSection;
