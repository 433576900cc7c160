/** A line's statements and braces, each as it stands on a line of its own. */
import { character, skipWhite, trimmed } from "../language/characters.ts";
import { isIncludeKeyword } from "../language/include.ts";
import { firstBrace, unterminatedQuote } from "../language/scan.ts";

/**
 * Cuts behind every opening brace and around every closing one: `a { b }` is `a {`, `b` and `}`.
 * Null where a piece would mean something else at the beginning of a line.
 */
export function piecesOf(code: string): readonly string[] | null {
  if (unterminatedQuote(code) !== -1) return null;
  const pieces: string[] = [];
  let from = 0;
  while (from < code.length) {
    const rest = code.slice(from);
    if (from > 0 && meansMoreOnItsOwn(rest)) return null;
    const brace = firstBrace(rest);
    const statement = evenlySpaced(trimmed(rest.slice(0, brace)));
    const isOpening = rest.charCodeAt(brace) === character.open;
    if (isOpening) pieces.push(statement === "" ? "{" : `${statement} {`);
    else if (statement !== "") pieces.push(statement);
    if (!isOpening && brace < rest.length) pieces.push("}");
    from = skipWhite(code, from + brace + 1);
  }
  return pieces;
}

/** Runs of white space become one blank; in quotes, and where a quote may be meant, they stay. */
export function evenlySpaced(code: string): string {
  if (/['\\]/.test(code)) return code;
  return code.replaceAll(
    /("[^"]*(?:"|$))|[\t-\r ]+/g,
    (_, quoted: string | undefined) => quoted ?? " ",
  );
}

/** How many blocks more are open behind a text than before it. */
export function depthChange(code: string): number {
  let change = 0;
  let from = 0;
  while (from < code.length) {
    const rest = code.slice(from);
    const brace = firstBrace(rest);
    if (brace < rest.length) change += rest.charCodeAt(brace) === character.open ? 1 : -1;
    from += brace + 1;
  }
  return change;
}

/** A condition, a sequence or an include: elsewhere the last is a word like others. */
const meansMoreOnItsOwn = (text: string): boolean =>
  /^[@~]/.test(text) || isIncludeKeyword(/^[a-z]*/.exec(text)?.[0] ?? "");
