/**
 * The lossless tree of one file: lines of tokens whose texts, put together, are the file. It knows
 * nothing of definitions and conditions: it is what a formatter or a fix edits.
 */
import { character, isWhite } from "./characters.ts";

export type TokenKind = "white" | "word" | "quoted" | "open" | "close" | "comment" | "terminator";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

export interface TreeLine {
  readonly tokens: readonly Token[];
}

/** Splits any text; `textOf` of the result gives it back. Every line but the last is terminated. */
export function treeOf(text: string): readonly TreeLine[] {
  const lines: TreeLine[] = [];
  let from = 0;
  while (from < text.length) {
    const newline = text.indexOf("\n", from);
    const end = newline === -1 ? text.length : newline + 1;
    lines.push({ tokens: tokensOfLine(text.slice(from, end)) });
    from = end;
  }
  return lines;
}

/** The text that `treeOf` was given. */
export function textOf(lines: readonly TreeLine[]): string {
  return lines.map((line) => line.tokens.map((token) => token.text).join("")).join("");
}

function tokensOfLine(line: string): Token[] {
  const tokens: Token[] = [];
  const terminator = line.endsWith("\r\n") ? 2 : line.endsWith("\n") ? 1 : 0;
  const end = line.length - terminator;
  let from = 0;
  while (from < end) {
    const kind = kindAt(line, from);
    const to = Math.min(end, endOfToken(line, from, end, kind));
    tokens.push({ kind, text: line.slice(from, to) });
    from = to;
  }
  if (terminator > 0) tokens.push({ kind: "terminator", text: line.slice(end) });
  return tokens;
}

function kindAt(line: string, at: number): TokenKind {
  const code = line.charCodeAt(at);
  if (isWhite(code)) return "white";
  if (isBrace(code)) return isReference(line, at) ? "word" : braceKind(code);
  if (code === character.quote) return "quoted";
  return code === character.hash || code === character.bang ? "comment" : "word";
}

const isBrace = (code: number): boolean => code === character.open || code === character.close;
const braceKind = (code: number) => (code === character.open ? "open" : "close");
/** The brace of `${NAME}` belongs to the word. */
const isReference = (line: string, at: number): boolean =>
  line.charCodeAt(at) === character.open && line.charCodeAt(at - 1) === character.dollar;

function endOfToken(line: string, from: number, end: number, kind: TokenKind): number {
  if (kind === "open" || kind === "close") return from + 1;
  if (kind === "comment") return end;
  if (kind === "quoted") {
    const closing = line.indexOf('"', from + 1);
    return closing === -1 ? end : closing + 1;
  }
  let at = from;
  while (at < end && (at === from || kindAt(line, at) === kind)) {
    if (kind === "word" && line.charCodeAt(at) === character.backslash) at++;
    else if (kind === "word" && isReference(line, at + 1)) at = endOfReference(line, at, end);
    at++;
  }
  return at;
}

/** The position of the `}` of the `${NAME}` at `at`, else of its `{`. */
function endOfReference(line: string, at: number, end: number): number {
  const closing = line.indexOf("}", at);
  return closing === -1 || closing >= end ? at + 1 : closing;
}
