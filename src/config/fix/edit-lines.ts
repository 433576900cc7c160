/** Carries out edits on the lines of one file; all else stays as it is, byte for byte. */
import type { Edit } from "../diagnostics/diagnostic.ts";

/** One line of the file, before and after; null where the edits took it away. */
export interface EditedLine {
  /** With its terminator, as all lines but perhaps the last have one. */
  readonly before: string;
  readonly after: string | null;
}

/** `edits` are of this file; where two of them overlap the first counts, and twice is once. */
export function editLines(text: string, edits: readonly Edit[]): readonly EditedLine[] {
  const byLine = Map.groupBy(edits, ({ span }) => span.line);
  return linesOf(text).map((before, index) => {
    const own = byLine.get(index + 1);
    return { before, after: own === undefined ? before : editLine(before, own) };
  });
}

/** The whole text after the edits. */
export const editText = (text: string, edits: readonly Edit[]): string =>
  editLines(text, edits)
    .map(({ after }) => after ?? "")
    .join("");

/** Each with its terminator. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function editLine(line: string, edits: readonly Edit[]): string | null {
  const inOrder = edits.toSorted((left, right) => left.span.column - right.span.column);
  let result = "";
  let at = 0;
  for (const { span, text } of inOrder) {
    const from = span.column - 1;
    if (from < at) continue;
    const kept = line.slice(at, from);
    result += (text === "" && (result + kept).trim() !== "" ? kept.trimEnd() : kept) + text;
    at = from + span.length;
  }
  result += line.slice(at);
  return result.trim() === "" ? null : result;
}
