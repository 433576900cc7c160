import type { Word } from "../../language/tree.ts";
import type { Realms } from "../../model/route.ts";
import type { OptionWords } from "../reading/option-words.ts";

/** `[SOURCE/]DESTINATION`, each a number up to 255 or a name of rt_realms. */
export function readRealms(option: Word, words: OptionWords): Realms | undefined {
  const word = words.value(option);
  if (word === undefined) return undefined;
  const parts = word.text.split("/");
  const numbers = parts.map((part) => (part === "" ? null : words.numberOf("realm", part)));
  const destination = numbers.at(-1) ?? null;
  const source = numbers.length > 1 ? (numbers[0] ?? null) : 0;
  if (parts.length > 2 || destination === null || source === null) {
    const help = "expected REALM or SOURCE/DESTINATION: numbers from 0 to 255, or names";
    return words.refuse(word, `"${word.text}" is no realm`, help);
  }
  return { source, destination };
}
