/** Carries out edits on the lines of one file; all else stays as it is, byte for byte. */
import type { Edit } from "../diagnostics/diagnostic.ts";

/** One line of the file, before and after; null where the edits took it away. */
export interface EditedLine {
  /** With its terminator, as all lines but perhaps the last have one. */
  readonly before: string;
  readonly after: string | null;
}

/** A part of one line, from 0, that becomes another text; to the line's end takes its terminator. */
export interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** `edits` are of this file; where two of them overlap the first counts, and twice is once. */
export function editLines(text: string, edits: readonly Edit[]): readonly EditedLine[] {
  const byLine = Map.groupBy(edits, ({ span }) => span.line);
  return linesOf(text).map((before, index) => {
    const replacements = replacementsIn(before, byLine.get(index + 1) ?? []);
    return { before, after: replaced(before, replacements) || null };
  });
}

/**
 * What the edits of one line change in it, in order: what is removed takes the blanks before it
 * along, and the whole line where nothing else stands on it.
 */
export function replacementsIn(line: string, edits: readonly Edit[]): readonly Replacement[] {
  const replacements: Replacement[] = [];
  let at = 0;
  for (const { span, text } of edits.toSorted(
    (left, right) => left.span.column - right.span.column,
  )) {
    const from = span.column - 1;
    if (from < at) continue;
    const start = text === "" ? blanksBefore(line, from, at) : from;
    at = from + span.length;
    replacements.push({ from: start, to: at, text });
  }
  const removesAll = replacements.length > 0 && replaced(line, replacements).trim() === "";
  return removesAll ? [{ from: 0, to: line.length, text: "" }] : replacements;
}

/** Each with its terminator. */
export const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Where the blanks before `to` begin; the indentation of a line stays. */
function blanksBefore(line: string, to: number, least: number): number {
  const before = line.slice(least, to).trimEnd();
  return least === 0 && before === "" ? to : least + before.length;
}

function replaced(line: string, replacements: readonly Replacement[]): string {
  let result = "";
  let at = 0;
  for (const { from, to, text } of replacements) {
    result += line.slice(at, from) + text;
    at = to;
  }
  return result + line.slice(at);
}
