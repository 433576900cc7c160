/**
 * The short way for most lines: bare words, perhaps a comment, perhaps one brace at the end. Files
 * of 200,000 lines are read at a reload, so such a line is only looked over when the file is read,
 * and its words are made when its block is.
 */
import { character } from "./characters.ts";
import { limits } from "./limits.ts";
import type { SourceText } from "./source-text.ts";
import type { Span, Statement, Word } from "./tree.ts";

/** What is known of a line that was looked over, as offsets into the text. */
export class PlainLine {
  /** Where its first word begins and ends; both the same where it has none. */
  from = 0;
  firstEnd = 0;
  /** The brace that ends the line, or -1. */
  brace = -1;
  /** Where the next line begins. */
  next = 0;

  /** Looks the line at `start` over; false where it holds anything that needs the long way. */
  scan(text: string, start: number): boolean {
    this.from = start;
    this.firstEnd = start;
    this.brace = -1;
    let at = start;
    while (true) {
      at = skipBlanks(text, at);
      if (endsLine(text, at)) return this.#end(text, start, at);
      const code = text.charCodeAt(at);
      if (isComment(code)) return this.#end(text, start, at);
      if (isBrace(code)) {
        this.brace = at;
        at = skipBlanks(text, at + 1);
        const isEnd = endsLine(text, at) || isComment(text.charCodeAt(at));
        return isEnd && this.#end(text, start, at);
      }
      const end = endOfPlainWord(text, at);
      if (end === at || needsLongWay(text, end)) return false;
      if (this.firstEnd === start) {
        this.from = at;
        this.firstEnd = end;
      }
      at = end;
    }
  }

  /** Nothing but a comment is left of the line at `at`. */
  #end(text: string, start: number, at: number): boolean {
    const newline = text.charCodeAt(at) === character.newline ? at : text.indexOf("\n", at);
    this.next = newline === -1 ? text.length : newline + 1;
    return this.next - start <= limits.plainLineCharacters;
  }
}

/** A statement that stands on a plain line. Its words are made when somebody asks. */
export class PlainStatement implements Statement {
  readonly block: Statement["block"];
  readonly #source: SourceText;
  readonly #from: number;
  #words: readonly [Word, ...Word[]] | null = null;

  /** `from` is the offset of its first word. */
  constructor(source: SourceText, from: number, block: Statement["block"]) {
    this.#source = source;
    this.#from = from;
    this.block = block;
  }

  get words(): readonly [Word, ...Word[]] {
    this.#words ??= wordsAt(this.#source, this.#from);
    return this.#words;
  }

  get text(): string {
    const last = this.words.at(-1) as PlainWord;
    return this.#source.text.slice(this.#from, last.end);
  }
}

/** The word of a plain line that begins at an offset. */
export const plainWordAt = (text: string, from: number): string =>
  text.slice(from, endOfPlainWord(text, from));

class PlainWord implements Word {
  readonly text: string;
  readonly #source: SourceText;
  readonly #from: number;

  constructor(source: SourceText, from: number, end: number) {
    this.text = source.text.slice(from, end);
    this.#source = source;
    this.#from = from;
  }

  get quoted(): boolean {
    return false;
  }

  get span(): Span {
    return this.#source.spanAt(this.#from, this.text.length);
  }

  get end(): number {
    return this.#from + this.text.length;
  }
}

function wordsAt(source: SourceText, from: number): readonly [Word, ...Word[]] {
  const { text } = source;
  let end = endOfPlainWord(text, from);
  const words: [Word, ...Word[]] = [new PlainWord(source, from, end)];
  while (true) {
    const at = skipBlanks(text, end);
    end = endOfPlainWord(text, at);
    if (end === at) return words;
    words.push(new PlainWord(source, at, end));
  }
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

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** At a line's terminator, or at the end of the text. */
function endsLine(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  if (code === character.newline) return true;
  return code === character.carriageReturn && isTerminator(text, at + 1);
}

const isTerminator = (text: string, at: number): boolean =>
  at >= text.length || text.charCodeAt(at) === character.newline;
const isBlank = (code: number): boolean => code === character.space || code === character.tab;
const isComment = (code: number): boolean => code === character.hash || code === character.bang;
const isBrace = (code: number): boolean => code === character.open || code === character.close;
const isBraceLike = (code: number): boolean => isBrace(code) || code === character.tilde;

/** What ended a word is not white space: a comment, a quote, a brace in the word. */
const needsLongWay = (text: string, at: number): boolean =>
  !endsLine(text, at) && !isBlank(text.charCodeAt(at));
