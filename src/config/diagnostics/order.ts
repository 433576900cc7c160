/** In which order findings are said, and which go unsaid where there are too many. */
import { limits } from "../language/limits.ts";
import type { Span } from "../language/tree.ts";
import { severities } from "./checked.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** By place; what concerns the file as a whole comes first. */
export const inFileOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.toSorted((left, right) => distance(left.span, right.span));

function distance(left: Span | null, right: Span | null): number {
  if (left === null || right === null) return Number(right === null) - Number(left === null);
  return left.source - right.source || left.line - right.line || left.column - right.column;
}

/** All of them; where there are too many, notices are the first to go unsaid. */
export function worstOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= limits.diagnostics) return diagnostics;
  const rank = ({ severity }: Diagnostic): number => severities.indexOf(severity);
  const worstFirst = diagnostics.toSorted((left, right) => rank(left) - rank(right));
  return worstFirst.slice(0, limits.diagnostics);
}
