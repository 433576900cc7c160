import type { Fix } from "../../diagnostics/diagnostic.ts";
import { writeInstead } from "../../diagnostics/fixes.ts";
import { isClearlyMeantIn, type SectionName } from "../../keywords/table.ts";
import type { Word } from "../../language/tree.ts";

/** Writes the keyword of the section that was meant, where the word can be no other's slip. */
export const fixOfSlip = (
  word: Word,
  meant: string | null,
  section: SectionName,
): Fix | undefined =>
  meant !== null && isClearlyMeantIn(section, meant, word.text)
    ? writeInstead(word, meant)
    : undefined;
