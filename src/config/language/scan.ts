/** Where the parts of a line are: its comment, its first brace, a quote without partner. */
import { character } from "./characters.ts";
import { referenceAt } from "./reference.ts";

/** Where the comment begins, or the length of the text. `\#` and `\!` do not begin one. */
export function commentStart(text: string): number {
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Most characters are letters and lie above every mark but the backslash.
    if (code > character.hash && code !== character.backslash) continue;
    if (code === character.quote) quoted = !quoted;
    else if (code === character.backslash) at++;
    else if (!quoted && (code === character.hash || code === character.bang)) return at;
  }
  return text.length;
}

/** The first brace that is not in quotes and not part of `${NAME}`, or the length. */
export function firstBrace(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === character.open || code === character.close) return at;
    if (code === character.quote) {
      const closing = text.indexOf('"', at + 1);
      if (closing === -1) return text.length;
      at = closing;
    } else if (code === character.dollar) {
      const reference = referenceAt(text, at);
      if (reference !== null) at = reference.end - 1;
    }
  }
  return text.length;
}

/** Where a double quote begins that is not closed, or -1. */
export function unterminatedQuote(text: string): number {
  let opening = -1;
  let at = text.indexOf('"');
  while (at !== -1) {
    opening = opening === -1 ? at : -1;
    at = text.indexOf('"', at + 1);
  }
  return opening;
}

/** Where backslashes keep a `#` or `!` from being a comment. */
export function escapedMarks(text: string): readonly number[] {
  const found: number[] = [];
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === character.quote) quoted = !quoted;
    if (code !== character.backslash) continue;
    const next = text.charCodeAt(at + 1);
    if (!quoted && (next === character.hash || next === character.bang)) found.push(at);
    at++;
  }
  return found;
}
