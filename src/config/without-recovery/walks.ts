/** The lines of a file for several processes at once, split as keepalived splits them. */
import { character, skipWhite, trimmedEnd } from "../language/characters.ts";
import type { LineSink } from "../language/line-sink.ts";
import { type PlacedText, slice, spanOf } from "../language/place.ts";
import { type PlainLine, PlainStatement } from "../language/plain-line.ts";
import { unterminatedQuote } from "../language/scan.ts";
import type { SourceText } from "../language/source-text.ts";
import type { Span, Word } from "../language/tree.ts";
import { wordsOf } from "../language/words.ts";
import type { Walk } from "./walk.ts";

export class Walks implements LineSink {
  readonly #walks: readonly Walk[];

  constructor(walks: readonly Walk[]) {
    this.#walks = walks;
  }

  take(line: PlacedText): { readonly rest: PlacedText | null; readonly words: readonly Word[] } {
    const { text } = line;
    const brace = anyBrace(text);
    const end = trimmedEnd(text, brace);
    const part = slice(line, 0, end);
    const words = end === 0 ? [] : wordsOf(part);
    // A quote without partner ends the line for keepalived.
    this.#words(unterminatedQuote(part.text) === -1 ? words : words.slice(0, -1));
    if (brace === text.length) return { rest: null, words };
    this.#brace(text.charCodeAt(brace), spanOf(line, brace, brace + 1));
    const from = skipWhite(text, brace + 1);
    return { rest: from < text.length ? slice(line, from) : null, words };
  }

  takePlain({ from, firstEnd, brace }: PlainLine, source: SourceText): void {
    if (firstEnd > from) this.#words(new PlainStatement(source, from, null).words);
    if (brace !== -1) this.#brace(source.text.charCodeAt(brace), source.spanAt(brace, 1));
  }

  end(): void {
    for (const walk of this.#walks) walk.end();
  }

  #words(words: readonly Word[]): void {
    const [first] = words;
    if (first === undefined) return;
    for (const walk of this.#walks) walk.words(first.text, words.length, first.span);
  }

  #brace(code: number, span: Span): void {
    for (const walk of this.#walks) {
      if (code === character.open) walk.open(span);
      else walk.close(span);
    }
  }
}

/** The first brace that is not in quotes, or the length: `${NAME}` that is still there has two. */
function anyBrace(text: string): number {
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === character.quote) quoted = !quoted;
    else if (!quoted && (code === character.open || code === character.close)) return at;
  }
  return text.length;
}
