/** Blocks that are known and not read yet: their keywords' names are checked all the same. */
import { diagnose } from "../../diagnostics/code.ts";
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { describeArgument } from "../../keywords/describe.ts";
import { needsArgument } from "../../keywords/needs-argument.ts";
import { keywordOf, type SectionName, sectionIn } from "../../keywords/table.ts";
import type { Statement } from "../../language/tree.ts";
import { append } from "../append.ts";
import { unknownKeyword } from "./unknown-keyword.ts";

/** Sections whose lines are data and not keywords. */
const dataSections: ReadonlySet<SectionName> = new Set(["virtual_server_group"]);
/** The language layer bounds nesting too; this only keeps the walk's own stack small. */
const deepestBlock = 8;

/** Unknown keywords and missing arguments inside a statement that is otherwise skipped. */
export function checkSkipped(statement: Statement, parent: SectionName, depth = 0): Diagnostic[] {
  const name = statement.words[0].text;
  const keyword = keywordOf(parent, name);
  if (keyword === null) return [unknownKeyword(statement, parent, null).diagnostic];
  const problems: Diagnostic[] = [];
  if (statement.words.length === 1 && needsArgument(keyword.argument)) {
    problems.push(
      diagnose(argumentCodes.argumentMissing, statement.words[0].span, {
        message: `"${name}" lacks its value`,
        help: `expected ${describeArgument(keyword.argument)}`,
      }),
    );
  }
  const section = sectionIn(parent, name);
  if (section === null || dataSections.has(section) || depth >= deepestBlock) return problems;
  for (const inner of statement.block?.statements ?? []) {
    append(problems, checkSkipped(inner, section, depth + 1));
  }
  return problems;
}
