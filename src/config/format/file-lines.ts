/**
 * The physical lines of one file as a formatter sees them: which may be laid out anew, and which
 * have to stay as they are because definitions, conditions or sequences decide what they mean.
 */
import { isWhite, skipWhite, trimmed } from "../language/characters.ts";
import { assignmentIn } from "../language/definitions.ts";
import { includeIn } from "../language/include.ts";
import { commentStart } from "../language/scan.ts";
import { piecesOf } from "./pieces.ts";

/**
 * - `plain`: statements and braces, in pieces that each may have a line of their own.
 * - `whole`: has to stay one line.
 * - `continued`: goes on with the line before, which ends in a backslash.
 */
export type FileLine =
  | { readonly kind: "blank" }
  | { readonly kind: "comment"; readonly comment: string }
  | { readonly kind: "plain"; readonly pieces: readonly string[]; readonly comment: string }
  | { readonly kind: "whole"; readonly code: string; readonly comment: string }
  | { readonly kind: "continued"; readonly text: string; readonly inDefinition: boolean };

/** In the order of the file. */
export function fileLinesOf(text: string): readonly FileLine[] {
  const lines: FileLine[] = [];
  let continued: { readonly inDefinition: boolean } | null = null;
  for (const raw of physicalLines(text)) {
    const { code, comment } = partsOf(raw);
    if (continued !== null) {
      lines.push({ kind: "continued", text: trimmed(raw), ...continued });
      if (!goesOn(code) && !goesOn(comment) && !raw.includes("\0")) continued = null;
      continue;
    }
    lines.push(fileLine(code, comment));
    if (goesOn(code)) continued = { inDefinition: isDefinition(code) };
  }
  return lines;
}

/** The condition in front of a line: `@low` is "low", `@^low` is "^low". */
export const conditionOf = (code: string): string | null =>
  code.startsWith("@") ? code.slice(1, endOfWord(code)) : null;

/** The line behind its condition. */
export const withoutCondition = (code: string): string =>
  code.startsWith("@") ? code.slice(skipWhite(code, endOfWord(code))) : code;

export const isDefinition = (code: string): boolean =>
  assignmentIn(withoutCondition(code)) !== null;

function fileLine(code: string, comment: string): FileLine {
  if (code === "") return comment === "" ? { kind: "blank" } : { kind: "comment", comment };
  const pieces = mayBeParted(code) ? piecesOf(code) : null;
  return pieces === null ? { kind: "whole", code, comment } : { kind: "plain", pieces, comment };
}

/** Neither carried out before it is split into words, nor changed by what a definition puts in. */
const mayBeParted = (code: string): boolean =>
  !/^[@~]|[$\\\0]/.test(code) && includeIn(code) === null;

const goesOn = (text: string): boolean => text.endsWith("\\");

function partsOf(raw: string): { readonly code: string; readonly comment: string } {
  // The reader leaves out the whole of a line with a NUL byte.
  const cut = raw.includes("\0") ? raw.length : commentStart(raw);
  return { code: trimmed(raw.slice(0, cut)), comment: trimmed(raw.slice(cut)) };
}

/** A final newline does not begin another line. */
function physicalLines(text: string): readonly string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function endOfWord(code: string): number {
  let at = 0;
  while (at < code.length && !isWhite(code.charCodeAt(at))) at++;
  return at;
}
