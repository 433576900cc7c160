/**
 * A block of keywords becomes a draft: each value where it was found, and what is wrong with them.
 */
import type { Code } from "../../diagnostics/code.ts";
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { keywordCodes } from "../../diagnostics/codes-keywords.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Keyword } from "../../keywords/keyword.ts";
import { keywordOf, type SectionName, type sections } from "../../keywords/table.ts";
import { limits } from "../../language/limits.ts";
import type { Span, Statement } from "../../language/tree.ts";
import { ArgumentLine, type Issue } from "./argument-line.ts";
import { consequenceOf } from "./consequence.ts";
import { reportOldName } from "./old-name.ts";
import { readArgument } from "./read-argument.ts";
import { addedTo, valueOfSoundLine } from "./sound-line.ts";
import { secretSections, unknownKeyword } from "./unknown-keyword.ts";
import type { Draft, Entry, UntypedDraft } from "./values.ts";

export interface SectionReading<Name extends SectionName> {
  readonly draft: Draft<(typeof sections)[Name]>;
  readonly diagnostics: readonly Diagnostic[];
  /** Keywords that were given a value of no use: a diagnostic says so already. */
  readonly refused: ReadonlySet<string>;
}

export interface SectionContext<Name extends SectionName> {
  readonly section: Name;
  /** Who the consequences speak of: "VI_1", "The daemon". */
  readonly subject: string;
  /**
   * Behind the section's name in messages: the instance's name; null where there is one such
   * block.
   */
  readonly title: string | null;
  /** Defaults that depend on more than the table, in words; undefined takes the table's. */
  readonly defaultOf?: (name: string, draft: Draft<(typeof sections)[Name]>) => string | undefined;
}

/**
 * Reads all statements of one kind of block. Of a keyword given twice the last holds; blocks add
 * up.
 */
export function readSection<Name extends SectionName>(
  statements: readonly Statement[],
  context: SectionContext<Name>,
): SectionReading<Name> {
  // Its names are those of the table, none of which is one of Object's own.
  const draft: UntypedDraft = {};
  // The table's row says what each reader returns, so the draft has the types of the table.
  const typed = draft as Draft<(typeof sections)[Name]>;
  const found = readStatements(statements, draft, context);
  if (found.length === 0) return { draft: typed, diagnostics: [], refused: nothing };
  return {
    draft: typed,
    diagnostics: found.map((issue) => withConsequence(issue, typed, draft, context)),
    refused: new Set(found.map(({ refused }) => refused).filter((name) => name !== null)),
  };
}

const nothing: ReadonlySet<string> = new Set();

interface StatementIssue extends Issue {
  /** The statement's keyword, where the issue took its value away. */
  readonly refused: string | null;
}

function readStatements<Name extends SectionName>(
  statements: readonly Statement[],
  draft: UntypedDraft,
  context: SectionContext<Name>,
): readonly StatementIssue[] {
  const issues: StatementIssue[] = [];
  let order = 0;
  for (const statement of statements) {
    for (const issue of readStatement(statement, order, draft, context)) {
      if (issues.length >= limits.diagnostics) break;
      const refused = issue.lost === statement.words[0].text ? issue.lost : null;
      issues.push({ ...issue, refused });
    }
    order++;
  }
  return issues;
}

const noIssues: readonly Issue[] = [];

function readStatement<Name extends SectionName>(
  statement: Statement,
  order: number,
  draft: UntypedDraft,
  context: SectionContext<Name>,
): readonly Issue[] {
  const name = statement.words[0].text;
  const keyword = keywordOf(context.section, name);
  if (keyword === null) {
    const { diagnostic, meant } = unknownKeyword(statement, context.section, context.title);
    return [{ diagnostic, lost: meant }];
  }
  if (keyword.replacedBy === undefined) {
    const sound = valueOfSoundLine(keyword.argument, statement, draft[name]);
    if (sound !== undefined) {
      draft[name] = new StatementEntry(statement, sound, order);
      return noIssues;
    }
  }
  const isSecret = keyword.argument.kind === "secret" || secretSections.has(context.section);
  const line = new ArgumentLine(statement, isSecret, missingOf(keyword));
  reportOldName(line, keyword, context.section);
  const value = readArgument(keyword.argument, line);
  if (value !== undefined) store(draft, line, keyword, value, order);
  return line.found;
}

function store(
  draft: UntypedDraft,
  line: ArgumentLine,
  keyword: Keyword,
  value: unknown,
  order: number,
): void {
  const earlier = draft[line.keyword];
  const { kind } = keyword.argument;
  const addsUp = kind === "lines" || kind === "section";
  const replaces = !addsUp && kind !== "none" && keyword.isList !== true;
  if (earlier !== undefined && replaces) reportRepeated(line, earlier, keyword);
  if (earlier !== undefined && keyword.repetition === "ignored") return;
  const merged = addsUp ? addedTo(earlier, value as readonly Statement[]) : value;
  draft[line.keyword] = new StatementEntry(line.statement, merged, order);
}

/** Its places are looked up when somebody asks: mostly nothing is wrong. */
class StatementEntry implements Entry<unknown> {
  readonly value: unknown;
  readonly order: number;
  readonly #statement: Statement;

  constructor(statement: Statement, value: unknown, order: number) {
    this.value = value;
    this.order = order;
    this.#statement = statement;
  }

  get span(): Span {
    return this.#statement.words[0].span;
  }

  get valueSpan(): Span {
    return (this.#statement.words[1] ?? this.#statement.words[0]).span;
  }
}

const missingOf = ({ missingValue }: Keyword): Code =>
  missingValue === "named" ? argumentCodes.valueMissing : argumentCodes.argumentMissing;

function reportRepeated(
  line: ArgumentLine,
  earlier: Entry<unknown>,
  { repetition }: Keyword,
): void {
  const code = repetition === undefined ? keywordCodes.repeated : keywordCodes.repeatedAndNamed;
  line.remark(code, line.statement.words[0].span, {
    message: `"${line.keyword}" was given before, on line ${earlier.span.line}`,
    consequence: `The ${repetition === "ignored" ? "earlier" : "later"} one holds.`,
    related: [{ span: earlier.span, message: "given here first" }],
  });
}

function withConsequence<Name extends SectionName>(
  { diagnostic, lost }: Issue,
  typed: Draft<(typeof sections)[Name]>,
  draft: UntypedDraft,
  context: SectionContext<Name>,
): Diagnostic {
  const keyword = lost === null ? null : keywordOf(context.section, lost);
  if (lost === null || keyword === null) return diagnostic;
  // Of what adds up, other lines are kept and this one is lost: nothing falls back to a default.
  if (keyword.argument.kind === "section" && context.section === "root") return diagnostic;
  const consequence = consequenceOf({
    subject: context.subject,
    name: lost,
    keyword,
    given: draft[lost],
    default: context.defaultOf?.(lost, typed),
  });
  return { ...diagnostic, consequence };
}
