/** What the lines of lists look like, where braces are wrong and a line may belong to a list. */
import { keywordOf, type SectionName } from "./table.ts";

const addressLists: ReadonlySet<string> = new Set([
  "virtual_ipaddress",
  "virtual_ipaddress_excluded",
  "static_ipaddress",
  "unicast_peer",
]);
const lineSections: Readonly<Record<string, SectionName>> = {
  virtual_routes: "route line",
  static_routes: "route line",
  virtual_rules: "rule line",
  static_rules: "rule line",
};
const address = /^[\da-f:.]+(?:\/\d+)?$/i;

/** Whether a word can begin a line of that list: anything can where its lines are plain names. */
export const mayBegin = (list: string, word: string): boolean =>
  !isTelling(list) || looksLike(list, word);

/** Whether a word shows by itself that its line belongs to a list of that kind. */
export const surelyBegins = (list: string, word: string): boolean =>
  isTelling(list) && looksLike(list, word);

const isTelling = (list: string): boolean =>
  addressLists.has(list) || Object.hasOwn(lineSections, list);

function looksLike(list: string, word: string): boolean {
  const section = Object.hasOwn(lineSections, list) ? lineSections[list] : undefined;
  return address.test(word) || (section !== undefined && keywordOf(section, word) !== null);
}
