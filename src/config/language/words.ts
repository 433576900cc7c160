/** Splits a line into words: white space parts them, double quotes hold them together. */
import { character, isWhite, skipWhite } from "./characters.ts";
import { type PlacedText, spanOf } from "./place.ts";
import type { Word } from "./tree.ts";

/**
 * The words of a line without comment and braces; empty for white space only. A quote begins a new
 * word even where no white space stands before it. One without its partner reaches to the end.
 */
export function wordsOf(line: PlacedText): Word[] {
  const { text } = line;
  const words: Word[] = [];
  let at = skipWhite(text, 0);
  while (at < text.length) {
    const quoted = text.charCodeAt(at) === character.quote;
    const end = quoted ? closingQuote(text, at) : endOfBareWord(text, at);
    const isClosed = quoted && end > at + 1 && text.charCodeAt(end - 1) === character.quote;
    const value = quoted ? text.slice(at + 1, isClosed ? end - 1 : end) : text.slice(at, end);
    words.push({ text: value, quoted, span: spanOf(line, at, end) });
    at = skipWhite(text, end);
  }
  return words;
}

/** The position after the quote that closes the one at `at`, or the end. */
function closingQuote(text: string, at: number): number {
  const closing = text.indexOf('"', at + 1);
  return closing === -1 ? text.length : closing + 1;
}

function endOfBareWord(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isWhite(code) || code === character.quote) break;
    at++;
  }
  return at;
}
