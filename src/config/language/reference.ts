/** `$NAME` and `${NAME ARGUMENTS}` in a text: where they are, not what they stand for. */
import { character, isWhite } from "./characters.ts";

export interface Reference {
  readonly name: string;
  /** What follows the name inside the braces: `${_RANDOM 1 6}`. */
  readonly arguments: string;
  readonly braced: boolean;
  readonly end: number;
}

const braced = /\$\{([A-Za-z_][A-Za-z0-9_]*)([ \t][^{}"]*)?\}/y;

/** The reference at the `$` at `at`, or null. */
export function referenceAt(text: string, at: number): Reference | null {
  if (text.charCodeAt(at + 1) === character.open) {
    braced.lastIndex = at;
    const match = braced.exec(text);
    if (match === null) return null;
    const given = (match[2] ?? "").trim();
    return { name: match[1] ?? "", arguments: given, braced: true, end: braced.lastIndex };
  }
  const end = endOfName(text, at + 1);
  if (end === at + 1 || !mayFollowName(text, end)) return null;
  return { name: text.slice(at + 1, end), arguments: "", braced: false, end };
}

/** The position after the name that begins at `from`; `from` where none does. */
export function endOfName(text: string, from: number): number {
  let at = from;
  while (isNameCharacter(text.charCodeAt(at), at > from)) at++;
  return at;
}

/** The bare form ends at white space, a comma, a closing parenthesis or the end. */
function mayFollowName(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  return isWhite(code) || code === 0x2c || code === 0x29;
}

function isNameCharacter(code: number, digitsToo: boolean): boolean {
  if (code === 0x5f || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a))
    return true;
  return digitsToo && code >= 0x30 && code <= 0x39;
}
