/**
 * How a command line is split: first the line, by quotes and escapes, into the command and the
 * names behind it, then the command by the quotes that are left, into its arguments.
 */

const simpleEscapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  E: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};
const escapeSequence = /^(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|c([\s\S])|([\s\S]))/;

/**
 * The words of a line, or null when a quote stays open. A backslash escapes, as in a shell's $''.
 */
export const splitLine = (text: string): string[] | null => split(text, true);

/** The arguments of a command: quotes group, a backslash is an ordinary character. */
export const splitCommand = (text: string): string[] | null => split(text, false);

function split(text: string, escapes: boolean): string[] | null {
  const words: string[] = [];
  let current: string | null = null;
  let quote: string | null = null;
  for (let index = 0; index < text.length; ) {
    const character = text[index] ?? "";
    if (escapes && character === "\\" && index + 1 < text.length) {
      const { value, length } = escaped(text.slice(index + 1, index + 5));
      current = (current ?? "") + value;
      index += 1 + length;
      continue;
    }
    index++;
    if (quote !== null) {
      if (character === quote) quote = null;
      else current = (current ?? "") + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      current ??= "";
    } else if (/\s/.test(character)) {
      if (current !== null) words.push(current);
      current = null;
    } else {
      current = (current ?? "") + character;
    }
  }
  if (quote !== null) return null;
  return current === null ? words : [...words, current];
}

/** What stands for the characters behind a backslash, and how many of them it takes. */
function escaped(text: string): { value: string; length: number } {
  const [all, octal, hexadecimal, control, other] = escapeSequence.exec(text) ?? [""];
  const length = all.length;
  if (octal !== undefined) return { value: byte(Number.parseInt(octal, 8)), length };
  if (hexadecimal !== undefined) return { value: byte(Number.parseInt(hexadecimal, 16)), length };
  if (control !== undefined) return { value: byte(control.charCodeAt(0) & 0x1f), length };
  return { value: simpleEscapes[other ?? ""] ?? other ?? "", length };
}

const byte = (value: number): string => String.fromCharCode(value & 0xff);
