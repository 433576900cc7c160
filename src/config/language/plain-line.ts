/**
 * The short way for most lines: bare words, perhaps a comment, perhaps one brace at the end. Files
 * of 200,000 lines are read at a reload, and one pass over a line costs a third of the long way.
 */
import { character } from "./characters.ts";
import type { Span, Word } from "./tree.ts";

/** A bare word of a file. Its span is made when somebody asks: few do, and there are many words. */
class PlainWord implements Word {
  readonly text: string;
  private readonly source: number;
  private readonly line: number;
  private readonly column: number;

  constructor(text: string, source: number, line: number, column: number) {
    this.text = text;
    this.source = source;
    this.line = line;
    this.column = column;
  }

  get quoted(): boolean {
    return false;
  }

  get span(): Span {
    const { length } = this.text;
    return { source: this.source, line: this.line, column: this.column, length };
  }
}

export interface PlainLine {
  readonly words: readonly Word[];
  /** Where the words begin and end. */
  readonly from: number;
  readonly end: number;
  /** The brace that ends the line: its position, or -1. */
  readonly brace: number;
}

/** The parts of a line of a file, or null where it holds anything that needs the long way. */
export function plainLine(text: string, source: number, line: number): PlainLine | null {
  const words: Word[] = [];
  const { length } = text;
  let from = 0;
  let end = 0;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === character.space || code === character.tab) {
      at++;
      continue;
    }
    if (code === character.hash || code === character.bang) break;
    if (code === character.open || code === character.close) {
      return braceEnds(text, at) ? { words, from, end, brace: at } : null;
    }
    const start = at;
    at = endOfPlainWord(text, at);
    if (at === start || needsLongWay(text, at)) return null;
    if (words.length === 0) from = start;
    words.push(new PlainWord(text.slice(start, at), source, line, start + 1));
    end = at;
  }
  return { words, from, end, brace: -1 };
}

/** Up to white space, or to the first character that is not plain. */
function endOfPlainWord(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    // White space, control characters, `!`, `"`, `#` and `$` are the lowest.
    if (code <= character.dollar) break;
    if (code > 0x5b && (code === character.backslash || isBraceLike(code))) break;
    if (code === character.at && at === from) break;
    at++;
  }
  return at;
}

const isBraceLike = (code: number): boolean =>
  code === character.open || code === character.close || code === character.tilde;

/** What ended a word is not white space: a comment, a quote, a brace in the word. */
function needsLongWay(text: string, at: number): boolean {
  if (at >= text.length) return false;
  const code = text.charCodeAt(at);
  return code !== character.space && code !== character.tab;
}

/** Only white space or a comment follows the brace at `at`. */
function braceEnds(text: string, at: number): boolean {
  for (let next = at + 1; next < text.length; next++) {
    const code = text.charCodeAt(next);
    if (code === character.hash || code === character.bang) return true;
    if (code !== character.space && code !== character.tab) return false;
  }
  return true;
}
