/**
 * Where a keyword stands that a finding is about. The model keeps values, and few places: this
 * looks into the statements that it was made of.
 */
import type { Span, Statement } from "../language/tree.ts";
import { type ClusterNode, placeIn } from "./node.ts";

/** The statements of the block whose name stands at `heading`. */
export function statementsOfBlock(node: ClusterNode, heading: Span): readonly Statement[] {
  const block = node.statements.find(({ words: [keyword, name] }) =>
    isSame((name ?? keyword).span, heading),
  );
  return block?.block?.statements ?? [];
}

/** Of all `global_defs` together. */
export const globalStatements = (node: ClusterNode): readonly Statement[] =>
  node.statements
    .filter(({ words }) => words[0].text === "global_defs")
    .flatMap(({ block }) => block?.statements ?? []);

/** The last one counts, as it does for the value. */
export const statementOf = (
  statements: readonly Statement[],
  keyword: string,
): Statement | undefined => statements.findLast(({ words }) => words[0].text === keyword);

/** The value of a statement, or its keyword where nothing follows, as a place of the cluster. */
export function valuePlace(node: ClusterNode, statement: Statement): Span {
  const [keyword, value] = statement.words;
  return placeIn(node, (value ?? keyword).span);
}

/** The keyword itself: for blocks, and where the value is a secret, even its length. */
export const keywordIn = (node: ClusterNode, statement: Statement): Span =>
  placeIn(node, statement.words[0].span);

const isSame = (left: Span, right: Span): boolean =>
  left.source === right.source && left.line === right.line && left.column === right.column;
