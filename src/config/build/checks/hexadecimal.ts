/** Data as UDP_CHECK writes it: hexadecimal digits with blanks where one likes. */
import type { Word } from "../../language/tree.ts";

/**
 * Two small digits a byte; an odd digit before a blank is a byte of its own. With `wildcards`, x is
 * any digit. Null where something else stands among them.
 */
export function bytesOf(words: readonly Word[], wildcards: boolean): string | null {
  const digits = wildcards ? /^[\da-f\sx]*$/ : /^[\da-f\s]*$/;
  const texts = words.map(({ text }) => text.toLowerCase());
  if (!texts.every((text) => digits.test(text))) return null;
  const pairs = texts.join(" ").match(/\S\S?/g) ?? [];
  return pairs.map((pair) => pair.padStart(2, "0")).join("");
}
