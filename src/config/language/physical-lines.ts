/** The lines of files as they stand there: bytes checked, comments cut, definitions collected. */
import { languageCodes } from "../diagnostics/codes-language.ts";
import { character, skipWhite, trimmedEnd } from "./characters.ts";
import type { Definitions } from "./definitions.ts";
import type { FileFrame } from "./frames.ts";
import { limits } from "./limits.ts";
import { reportOpenQuote } from "./open-quote.ts";
import { type PlacedText, placed } from "./place.ts";
import type { Report } from "./report.ts";
import { commentStart } from "./scan.ts";
import { withoutReturn } from "./source-text.ts";
import type { Span } from "./tree.ts";

/**
 * A line inside a definition with nothing but a comment ends it unless a backslash ends the
 * comment; or it ends it always, or never, as in the two readings of keepalived 2.4.
 */
export type CommentsInDefinitions = "goOnAfterBackslash" | "end" | "goOn";

interface Collecting {
  readonly name: string;
  readonly lines: string[];
  /** A comment in it was mentioned. */
  hasComment: boolean;
}

export class PhysicalLines {
  readonly #definitions: Definitions;
  readonly #report: Report;
  readonly #comments: CommentsInDefinitions;
  /** The definition of several lines that is being read. */
  #collecting: Collecting | null = null;
  /** The place of the last line, for a definition that never ends. */
  #last: Span | null = null;

  constructor(definitions: Definitions, report: Report, comments: CommentsInDefinitions) {
    this.#definitions = definitions;
    this.#report = report;
    this.#comments = comments;
  }

  /** The next line belongs to a definition. */
  get isCollecting(): boolean {
    return this.#collecting !== null;
  }

  /** The next line without comment and white space around it; null when nothing is left of it. */
  next(frame: FileFrame): PlacedText | null {
    const text = takeLine(frame);
    const { line } = frame;
    const source = frame.source.index;
    if (text.length * 3 > limits.lineBytes) this.#checkLength(text, source, line);
    if (frame.hasNul && this.#hasNul(text, source, line)) return null;
    const cut = commentStart(text);
    const end = trimmedEnd(text, cut);
    const from = Math.min(end, skipWhite(text, 0));
    if (this.#collecting !== null) {
      this.#goOn(text, from, end, { source, line, column: cut + 1, length: text.length - cut });
      return null;
    }
    return from === end ? null : placed(text.slice(from, end), source, line, from + 1);
  }

  /** Begins a definition whose first line ends in a backslash. */
  collect(name: string, firstLine: string): void {
    this.#collecting = { name, lines: [withoutBackslash(firstLine)], hasComment: false };
  }

  /** A file has ended: so has a definition in it. */
  end(): void {
    if (this.#collecting === null) return;
    const { name, lines } = this.#collecting;
    this.#define(name, lines);
    this.#report.say(languageCodes.unfinishedDefinition, this.#last, {
      message: `the definition of "$${name}" goes on at the end of the file`,
      help: "remove the \\ of its last line",
    });
  }

  /** A line inside a definition. */
  #goOn(text: string, from: number, end: number, comment: Span): void {
    if (this.#collecting === null) return;
    const { name, lines } = this.#collecting;
    const rawEnd = trimmedEnd(text);
    const backslash = text.charCodeAt(end - 1) === character.backslash;
    const isCommented = comment.length > 0;
    const commentedBackslash = isCommented && text.charCodeAt(rawEnd - 1) === character.backslash;
    const isOnlyComment = isCommented && from === end;
    const line = text.slice(from, end);
    lines.push(withoutBackslash(line));
    reportOpenQuote(placed(line, comment.source, comment.line, from + 1), this.#report);
    this.#last = { ...comment, column: Math.max(1, rawEnd), length: Math.min(1, rawEnd) };
    if (isOnlyComment && commentedBackslash) this.#mentionComment(this.#collecting, comment);
    const commentGoesOn = {
      goOnAfterBackslash: commentedBackslash,
      goOn: isOnlyComment,
      end: false,
    }[this.#comments];
    if (!backslash && !commentGoesOn) this.#define(name, lines);
  }

  #define(name: string, lines: readonly string[]): void {
    this.#collecting = null;
    this.#definitions.define(name, lines);
  }

  #mentionComment(collecting: Collecting, comment: Span): void {
    if (collecting.hasComment) return;
    collecting.hasComment = true;
    const { name } = collecting;
    this.#report.say(languageCodes.commentInDefinition, comment, {
      message: `comment inside the definition of "$${name}"`,
      help: "keepalived 2.4 ends the definition here",
      consequence: "The definition goes on after it.",
    });
  }

  #checkLength(text: string, source: number, line: number): void {
    const bytes = bytesOf(text);
    if (bytes <= limits.lineBytes) return;
    const span = { source, line, column: 1, length: text.length };
    this.#report.say(languageCodes.lineTooLong, span, {
      message: `the line has ${bytes} bytes, and keepalived reads no more than ${limits.lineBytes}`,
      consequence: "The whole line counts.",
    });
  }

  #hasNul(text: string, source: number, line: number): boolean {
    const at = text.indexOf("\0");
    if (at === -1) return false;
    const span = { source, line, column: at + 1, length: 1 };
    this.#report.say(languageCodes.nulByte, span, {
      message: "NUL byte in this line",
      consequence: "The line is left out.",
    });
    return true;
  }
}

function takeLine(frame: FileFrame): string {
  const { text } = frame.source;
  const newline = text.indexOf("\n", frame.offset);
  const end = newline === -1 ? text.length : newline;
  const line = text.slice(frame.offset, end);
  frame.offset = end + 1;
  frame.line++;
  return withoutReturn(line);
}

function withoutBackslash(text: string): string {
  return text.endsWith("\\") ? text.slice(0, trimmedEnd(text, text.length - 1)) : text;
}

/** The length in UTF-8. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Half of a surrogate pair is two of its four bytes.
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}
