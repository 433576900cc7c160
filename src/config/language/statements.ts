/** Turns expanded lines into statements and braces, and says what is wrong in them. */
import { languageCodes } from "../diagnostics/codes-language.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { BlockBuilder, type BlockNames } from "./blocks.ts";
import { character, skipWhite, trimmedEnd } from "./characters.ts";
import { isIncludeKeyword } from "./include.ts";
import type { LineSink } from "./line-sink.ts";
import { reportOpenQuote } from "./open-quote.ts";
import { type PlacedText, slice, spanOf, withoutBackslashes } from "./place.ts";
import type { PlainLine } from "./plain-line.ts";
import { referenceAt } from "./reference.ts";
import type { Report } from "./report.ts";
import { escapedMarks, firstBrace } from "./scan.ts";
import type { SourceText } from "./source-text.ts";
import type { Span, Statement, Word } from "./tree.ts";
import { wordsOf } from "./words.ts";

export class StatementWriter implements LineSink {
  readonly #report: Report;
  readonly #blocks: BlockBuilder;
  readonly #undefined = new Map<string, Diagnostic>();

  constructor(report: Report, names: BlockNames, sources: readonly SourceText[]) {
    this.#report = report;
    this.#blocks = new BlockBuilder(report, names, sources);
  }

  get statements(): readonly Statement[] {
    return this.#blocks.statements;
  }

  take(
    line: PlacedText,
    startsLine: boolean,
  ): { readonly rest: PlacedText | null; readonly words: readonly Word[] } {
    const { text } = line;
    const brace = firstBrace(text);
    const end = trimmedEnd(text, brace);
    const written = end < text.length ? slice(line, 0, end) : line;
    const words = end === 0 ? [] : this.#statement(written, startsLine);
    if (brace === text.length) return { rest: null, words };
    const span = spanOf(line, brace, brace + 1);
    if (text.charCodeAt(brace) === character.open) this.#blocks.open(span);
    else this.#blocks.close(span);
    const from = skipWhite(text, brace + 1);
    return { rest: from < text.length ? slice(line, from) : null, words };
  }

  takePlain(plain: PlainLine, source: SourceText): void {
    const { from, firstEnd, brace } = plain;
    if (firstEnd > from) this.#blocks.plainStatement(source, from);
    if (brace === -1) return;
    if (source.text.charCodeAt(brace) === character.open) this.#blocks.plainOpen(source, brace);
    else this.#blocks.plainClose(source, brace);
  }

  end(): void {
    this.#blocks.end();
  }

  #statement(written: PlacedText, startsLine: boolean): readonly Word[] {
    // `\#` and `\!` have kept a comment from beginning and are the mark alone now.
    const escapes = written.text.includes("\\") ? escapedMarks(written.text) : [];
    const line = escapes.length === 0 ? written : withoutBackslashes(written, escapes);
    if (line.text.includes('"')) reportOpenQuote(line, this.#report);
    if (line.text.includes("${")) this.#checkNames(line);
    const [first, ...rest] = wordsOf(line);
    if (first === undefined) return [];
    if (rest.length > 0 && isIncludeKeyword(first.text)) this.#misplacedInclude(first);
    else this.#blocks.statement([first, ...rest], line.text, startsLine);
    return [first, ...rest];
  }

  /** A name that is still there was not defined. In quotes it may be meant for a shell. */
  #checkNames(line: PlacedText): void {
    let quoted = false;
    for (let at = 0; at < line.text.length; at++) {
      const code = line.text.charCodeAt(at);
      if (code === character.quote) quoted = !quoted;
      const reference = code === character.dollar && !quoted ? referenceAt(line.text, at) : null;
      if (reference === null || !reference.braced) continue;
      this.#undefinedName(reference.name, spanOf(line, at, reference.end));
    }
  }

  /** Said once for each name, with the places where it is asked for. */
  #undefinedName(name: string, span: Span): void {
    const said = this.#undefined.get(name);
    const now =
      said === undefined
        ? this.#report.say(languageCodes.undefinedName, span, {
            message: `"\${${name}}" is not defined here`,
            help: `define it above: $${name}=VALUE`,
            consequence: "The text stays as it is written.",
          })
        : this.#report.relate(said, { span, message: "nor here" });
    if (now !== null) this.#undefined.set(name, now);
  }

  #misplacedInclude(keyword: Word): void {
    this.#report.say(languageCodes.includeNotAlone, keyword.span, {
      message: `"${keyword.text}" only works as the first word of a line of its own`,
      help: "move it to a line without condition, definition or brace before it",
      consequence: "Nothing is included here.",
    });
  }
}
