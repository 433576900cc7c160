import { keywordCodes } from "../diagnostics/codes-keywords.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span, Statement } from "../language/tree.ts";

/** That a block is empty, keepalived says where it ends. */
export function withEndsOfEmptyBlocks(
  diagnostics: readonly Diagnostic[],
  statements: readonly Statement[],
): readonly Diagnostic[] {
  return diagnostics.map((each) => {
    const isEmptyBlock = each.code === keywordCodes.emptyBlock.code && each.echoes === undefined;
    const end = isEmptyBlock && each.span !== null ? endOf(each.span, statements) : null;
    return end === null ? each : { ...each, echoes: [end], verdict: { exit: 5, isSaid: false } };
  });
}

/** The `}` of the block whose keyword stands there. */
function endOf(place: Span, statements: readonly Statement[]): Span | null {
  for (const { words, block } of statements) {
    if (block === null) continue;
    if (isSame(words[0].span, place)) return block.close;
    const inner = endOf(place, block.statements);
    if (inner !== null) return inner;
  }
  return null;
}

const isSame = (left: Span, right: Span): boolean =>
  left.source === right.source && left.line === right.line && left.column === right.column;
