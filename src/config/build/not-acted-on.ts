/** Which parts of a configuration are read and checked, and nothing acts on them yet: said once. */
import { diagnose } from "../diagnostics/code.ts";
import { keywordCodes } from "../diagnostics/codes-keywords.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Keyword } from "../keywords/keyword.ts";
import { keywordOf, type SectionName, sectionIn } from "../keywords/table.ts";
import type { Span, Statement, Word } from "../language/tree.ts";

/** Lists whose lines have options with rows of their own. */
const lineSections: Readonly<Record<string, SectionName>> = {
  virtual_ipaddress: "address line",
  virtual_ipaddress_excluded: "address line",
  static_ipaddress: "address line",
  virtual_routes: "route line",
  static_routes: "route line",
  virtual_rules: "rule line",
  static_rules: "rule line",
};

interface Use {
  readonly first: Span;
  count: number;
}

/** One notice with every such keyword and how often it is used; null where there is none. */
export function notActedOn(root: readonly Statement[]): Diagnostic | null {
  const uses = new Map<string, Use>();
  countIn(root, "root", uses);
  if (uses.size === 0) return null;
  const names = [...uses].map(([name, { count }]) => (count === 1 ? name : `${name} (${count})`));
  return diagnose(keywordCodes.notSupportedYet, null, {
    message: `this file uses what Holdfast does not act on yet: ${names.join(", ")}`,
    consequence: "These parts are checked and have no effect; the rest of the file runs.",
    related: [...uses].map(([name, { first }]) => ({ span: first, message: `first ${name}` })),
  });
}

function countIn(
  statements: readonly Statement[],
  section: SectionName,
  uses: Map<string, Use>,
): void {
  for (const { words, block } of statements) {
    const [word] = words;
    const keyword = keywordOf(section, word.text);
    if (keyword === null) continue;
    const inner = sectionIn(section, word.text);
    const line = Object.hasOwn(lineSections, word.text) ? lineSections[word.text] : undefined;
    if (!isActedOn(keyword)) count(word, uses);
    else if (inner !== null) countIn(block?.statements ?? [], inner, uses);
    else if (line !== undefined) countOptions(block?.statements ?? [], line, uses);
  }
}

function countOptions(
  lines: readonly Statement[],
  section: SectionName,
  uses: Map<string, Use>,
): void {
  for (const word of lines.flatMap(({ words }) => words.slice(1))) {
    const option = keywordOf(section, word.text);
    if (option !== null && !isActedOn(option)) count(word, uses);
  }
}

const isActedOn = ({ support }: Keyword): boolean => support === "full" || support === "language";

function count(word: Word, uses: Map<string, Use>): void {
  const use = uses.get(word.text);
  if (use === undefined) uses.set(word.text, { first: word.span, count: 1 });
  else use.count++;
}
