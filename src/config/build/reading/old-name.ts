/** Keywords that are an old name of another one: they work, and the new name is there to write. */
import { keywordCodes } from "../../diagnostics/codes-keywords.ts";
import type { Fix } from "../../diagnostics/diagnostic.ts";
import { writeInstead } from "../../diagnostics/fixes.ts";
import { syntaxOf } from "../../keywords/describe.ts";
import type { Keyword } from "../../keywords/keyword.ts";
import { keywordOf, type SectionName } from "../../keywords/table.ts";
import type { ArgumentLine } from "./argument-line.ts";

export function reportOldName(line: ArgumentLine, keyword: Keyword, section: SectionName): void {
  const { replacedBy, isDeprecated } = keyword;
  if (replacedBy === undefined) return;
  const [word] = line.statement.words;
  line.remark(isDeprecated ? keywordCodes.deprecatedName : keywordCodes.oldName, word.span, {
    message: `"${word.text}" is an old name`,
    help: `write "${replacedBy}"`,
    fix: fixOf(line, keyword, section, replacedBy),
  });
}

/** Only where the new one takes the same words: some have moved to another block. */
function fixOf(
  line: ArgumentLine,
  { argument }: Keyword,
  section: SectionName,
  replacedBy: string,
): Fix | undefined {
  const replacement = keywordOf(section, replacedBy);
  if (replacement === null || syntaxOf(replacement.argument) !== syntaxOf(argument)) return;
  return writeInstead(line.statement.words[0], replacedBy);
}
