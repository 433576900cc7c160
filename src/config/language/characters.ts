/** The characters that mean something to the language, by code. */
export const character = {
  tab: 0x09,
  newline: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  bang: 0x21,
  quote: 0x22,
  hash: 0x23,
  dollar: 0x24,
  at: 0x40,
  backslash: 0x5c,
  open: 0x7b,
  close: 0x7d,
  tilde: 0x7e,
} as const;

/** Blank, tab, and the vertical white space that C's isspace knows; a no-break space is a letter. */
export function isWhite(code: number): boolean {
  return code === character.space || (code <= 0x0d && code >= character.tab);
}

/** The first position from `from` on that is not white space. */
export function skipWhite(text: string, from: number): number {
  let at = from;
  while (at < text.length && isWhite(text.charCodeAt(at))) at++;
  return at;
}

/** The position after the last character before `to` that is not white space. */
export function trimmedEnd(text: string, to: number = text.length): number {
  let end = to;
  while (end > 0 && isWhite(text.charCodeAt(end - 1))) end--;
  return end;
}

/** Without the white space around it; what only looks like white space stays. */
export function trimmed(text: string): string {
  const end = trimmedEnd(text);
  return text.slice(Math.min(end, skipWhite(text, 0)), end);
}
