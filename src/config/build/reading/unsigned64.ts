import type { Word } from "../../language/tree.ts";
import type { OptionWords } from "./option-words.ts";

const largest = 2n ** 64n - 1n;

/** The value of `option` as decimal text of a 64-bit number: JSON has no such number. */
export function unsigned64Of(option: Word, words: OptionWords): string | undefined {
  const word = words.value(option);
  if (word === undefined) return undefined;
  if (/^\d{1,20}$/.test(word.text) && BigInt(word.text) <= largest) {
    return BigInt(word.text).toString();
  }
  const help = `${option.text} takes a whole number from 0 to ${largest}`;
  return words.refuse(word, `"${word.text}" is no such number`, help);
}
