/**
 * One `{` too few or one `}` too many tears a block in two: its second half stands outside all
 * blocks, and its `}` has nothing to close. Here the halves are put together again, and one mistake
 * is named instead of every line behind it.
 */
import { languageCodes } from "../diagnostics/codes-language.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { BlockNames } from "./blocks.ts";
import { limits } from "./limits.ts";
import type { Report } from "./report.ts";
import type { Span, Statement } from "./tree.ts";

/** Where statements of a keyword's block may stand; without a path, outside all blocks. */
type Path = readonly string[];

/** The statements outside all blocks, mended where an extra `}` shows that one is torn. */
export function mendTornBlocks(
  statements: readonly Statement[],
  names: BlockNames,
  report: Report,
): readonly Statement[] {
  const extra = report.diagnostics
    .filter(({ code, span }) => code === languageCodes.extraCloseBrace.code && span !== null)
    .slice(0, limits.tornBlocks);
  if (extra.length === 0) return statements;
  const done: Statement[] = [];
  let next = 0;
  for (const diagnostic of extra) {
    const close = diagnostic.span as Span;
    const first = done.length;
    while (next < statements.length && isBefore(placeOf(statements[next]), close)) {
      done.push(statements[next++] as Statement);
    }
    mendLast(done, first, diagnostic, names, report);
  }
  return [...done, ...statements.slice(next)];
}

/** Puts what stands between the last outermost block and an extra `}` back into that block. */
function mendLast(
  done: Statement[],
  first: number,
  extra: Diagnostic,
  names: BlockNames,
  report: Report,
): void {
  let at = done.length - 1;
  while (at >= first && !names.has(done[at]?.words[0].text ?? "")) at--;
  const head = done[at];
  if (at < first || head === undefined || extra.span === null) return;
  const tail = done.slice(at + 1);
  const path = [head.words[0].text];
  const [torn] = tail;
  if (torn !== undefined && !belongs(path, torn, names)) return;
  const inner = head.block === null ? null : tearIn(path, head.block.statements, names);
  if (inner === null && torn === undefined) return;
  report.withdraw(extra);
  const inside = [...(inner?.mended ?? head.block?.statements ?? []), ...tail];
  done.splice(at, done.length, withBlock(head, inside, extra.span));
  const { statement: tear } = inner ?? { statement: head };
  if (tear.block === null) sayMissing(tear, report);
  else sayStray(tear, report);
}

interface Tear {
  /** The block that ends too early, or does not begin. */
  readonly statement: Statement;
  /** All statements, with the halves put together. */
  readonly mended: readonly Statement[];
}

/** A block inside another whose second half stands directly behind it, to the end. */
function tearIn(path: Path, statements: readonly Statement[], names: BlockNames): Tear | null {
  for (const [index, statement] of statements.entries()) {
    const inside = [...path, statement.words[0].text];
    const next = statements[index + 1];
    if (next !== undefined && isTorn(path, statement, next, names)) {
      const rest = statements.slice(index + 1);
      const half = statement.block?.statements ?? [];
      const whole = withBlock(statement, [...half, ...rest], placeOf(rest.at(-1)));
      return { statement, mended: [...statements.slice(0, index), whole] };
    }
    const inner = tearIn(inside, statement.block?.statements ?? [], names);
    if (inner === null) continue;
    const whole = withBlock(statement, inner.mended, statement.block?.close ?? null);
    return {
      statement: inner.statement,
      mended: [...statements.slice(0, index), whole, ...statements.slice(index + 1)],
    };
  }
  return null;
}

/** The line behind a block does not belong there, but into the block. */
function isTorn(
  path: Path,
  { words, block }: Statement,
  next: Statement,
  names: BlockNames,
): boolean {
  const kind = names.takes?.(path, words[0].text) ?? null;
  if (kind === null || belongs(path, next, names)) return false;
  // Into a list whose { is missing goes whatever stands behind it.
  const isOpenList = block === null && kind === "lines";
  return isOpenList || belongs([...path, words[0].text], next, names);
}

const belongs = (path: Path, { words }: Statement, names: BlockNames): boolean =>
  names.belongs?.(path, words[0].text) === true;

function withBlock(
  { words, text, block }: Statement,
  statements: readonly Statement[],
  close: Span | null,
): Statement {
  const open = block?.open ?? (words.at(-1) ?? words[0]).span;
  return { words, text, block: { statements, open, close } };
}

function sayMissing({ words }: Statement, report: Report): void {
  const last = words.at(-1) ?? words[0];
  report.say(languageCodes.missingOpenBrace, last.span, {
    message: `missing "{" behind "${words[0].text}"`,
    help: 'write " {" behind it',
    consequence: "The lines that follow are taken for its block.",
  });
}

function sayStray({ words, block }: Statement, report: Report): void {
  report.say(languageCodes.strayCloseBrace, block?.close ?? words[0].span, {
    message: `this "}" ends "${words[0].text}" of line ${words[0].span.line} too early`,
    help: "remove it",
    consequence: "The lines that follow are taken to belong to it.",
    related: [{ span: words[0].span, message: "begins here" }],
  });
}

const placeOf = (statement: Statement | undefined): Span => (statement as Statement).words[0].span;

const isBefore = (left: Span, right: Span): boolean =>
  left.source === right.source &&
  (left.line < right.line || (left.line === right.line && left.column < right.column));
