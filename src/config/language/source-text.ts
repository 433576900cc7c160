/** A file with all of its text; `encodeText(text)` are its bytes. */
import type { Source, Span } from "./tree.ts";

const newline = "\n";

/**
 * Places in it are offsets until somebody asks for a line and a column: hundreds of thousands of
 * words are read, and messages are about few of them.
 */
export class SourceText implements Source {
  /** Its index among the sources, for spans. */
  readonly index: number;
  /** Where it begins among the characters of all sources. */
  readonly base: number;
  readonly path: string;
  readonly text: string;
  #lines: readonly string[] | null = null;
  #starts: Int32Array | null = null;

  constructor(index: number, base: number, path: string, text: string) {
    this.index = index;
    this.base = base;
    this.path = path;
    this.text = text;
  }

  get lines(): readonly string[] {
    this.#lines ??= linesOf(this.text);
    return this.#lines;
  }

  /** The place of `length` characters that begin at an offset and stand on one line. */
  spanAt(offset: number, length: number): Span {
    this.#starts ??= startsOf(this.text);
    const line = countUpTo(this.#starts, offset);
    const column = offset - (this.#starts[line - 1] ?? 0) + 1;
    return { source: this.index, line, column, length };
  }
}

/** The lines without terminators; a final newline does not begin another line. */
function linesOf(text: string): string[] {
  const lines = text.split(newline);
  if (lines.at(-1) === "") lines.pop();
  if (!text.includes("\r")) return lines;
  return lines.map(withoutReturn);
}

export const withoutReturn = (line: string): string =>
  line.endsWith("\r") ? line.slice(0, -1) : line;

/** The offsets at which lines begin. */
function startsOf(text: string): Int32Array {
  let starts: Int32Array = new Int32Array(firstStarts);
  let count = 1;
  for (let at = text.indexOf(newline); at !== -1; at = text.indexOf(newline, at + 1)) {
    if (count === starts.length) starts = grown(starts);
    starts[count++] = at + 1;
  }
  return starts.subarray(0, count);
}

const firstStarts = 4_096;

function grown(numbers: Int32Array): Int32Array {
  const larger = new Int32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

/** How many of the ascending numbers are not larger than `offset`. */
function countUpTo(starts: Int32Array, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
