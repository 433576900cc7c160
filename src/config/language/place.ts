/**
 * A line on its way to statements, and where each of its characters came from: text that a
 * definition put in stands for the `$NAME` that asked for it, so messages name the place of use.
 */
import type { Span } from "./tree.ts";

/** From `at` on, characters come from `column`: side by side, or all from `width` columns there. */
interface Segment {
  readonly at: number;
  readonly column: number;
  /** Null while text and file run side by side. */
  readonly width: number | null;
}

export interface PlacedText {
  readonly text: string;
  readonly source: number;
  readonly line: number;
  /** Where the text begins; the whole map when `segments` is null. */
  readonly column: number;
  readonly segments: readonly Segment[] | null;
}

/** Text that stands in the file just as it is, from `column` on. */
export function placed(text: string, source: number, line: number, column: number): PlacedText {
  return { text, source, line, column, segments: null };
}

/** Text that is not in the file: all of it stands for `span`. */
export function standingFor(text: string, span: Span): PlacedText {
  const { source, line, column, length } = span;
  return { text, source, line, column, segments: [{ at: 0, column, width: length }] };
}

/** The part from `from` to before `to`, with its places. */
export function slice(line: PlacedText, from: number, to = line.text.length): PlacedText {
  const text = line.text.slice(from, to);
  if (line.segments === null) return placed(text, line.source, line.line, line.column + from);
  const segments = cut(line.segments, from, to);
  return { ...line, text, column: segments[0]?.column ?? line.column, segments };
}

/** Puts `by` where `from` to before `to` was; it stands for what was there. */
export function replace(line: PlacedText, from: number, to: number, by: string): PlacedText {
  const text = line.text.slice(0, from) + by + line.text.slice(to);
  const before = line.segments ?? [{ at: 0, column: line.column, width: null }];
  const span = spanOf(line, from, to);
  const segments = cut(before, 0, from);
  if (by.length > 0) segments.push({ at: from, column: span.column, width: span.length });
  for (const part of cut(before, to, line.text.length)) {
    segments.push({ ...part, at: part.at + from + by.length });
  }
  return { ...line, text, segments };
}

/** Each of the characters behind `backslashes` stands for itself and its backslash. */
export function withoutBackslashes(line: PlacedText, backslashes: readonly number[]): PlacedText {
  const before = line.segments ?? [{ at: 0, column: line.column, width: null }];
  const segments: Segment[] = [];
  let text = "";
  const keep = (from: number, to: number): void => {
    for (const part of from === to ? [] : cut(before, from, to)) {
      segments.push({ ...part, at: part.at + text.length });
    }
    text += line.text.slice(from, to);
  };
  let from = 0;
  for (const at of backslashes) {
    keep(from, at);
    const { column, length } = spanOf(line, at, at + 2);
    segments.push({ at: text.length, column, width: length });
    text += line.text.charAt(at + 1);
    from = at + 2;
  }
  keep(from, line.text.length);
  return { ...line, text, segments };
}

/** The place of the characters from `from` to before `to`. */
export function spanOf(line: PlacedText, from: number, to: number): Span {
  const { source, line: number, segments } = line;
  if (segments === null) {
    return { source, line: number, column: line.column + from, length: to - from };
  }
  const column = columnOf(segments, from, line.column).first;
  const end = columnOf(segments, Math.max(from, to - 1), line.column).last;
  return { source, line: number, column, length: Math.max(0, end + 1 - column) };
}

/** The segments of a part, as if the part stood alone. */
function cut(segments: readonly Segment[], from: number, to: number): Segment[] {
  const kept: Segment[] = [];
  for (let index = 0; index < segments.length; index++) {
    const segment = segments[index] as Segment;
    const end = segments[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    if (end <= from || segment.at >= to) continue;
    const skipped = Math.max(0, from - segment.at);
    const column = segment.width === null ? segment.column + skipped : segment.column;
    kept.push({ at: Math.max(0, segment.at - from), column, width: segment.width });
  }
  return kept;
}

function columnOf(segments: readonly Segment[], at: number, otherwise: number) {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle] as Segment).at <= at) low = middle;
    else high = middle - 1;
  }
  const segment = segments[low];
  if (segment === undefined) return { first: otherwise, last: otherwise };
  if (segment.width !== null) {
    return { first: segment.column, last: segment.column + segment.width - 1 };
  }
  const column = segment.column + at - segment.at;
  return { first: column, last: column };
}
