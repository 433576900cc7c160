/** Whether a word can begin a line of a list, for lists that swallow what stands behind them. */
import { keywordOf, type SectionName } from "../keywords/table.ts";

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

export function mayBegin(list: string, word: string): boolean {
  const section = Object.hasOwn(lineSections, list) ? lineSections[list] : undefined;
  if (section === undefined) return !addressLists.has(list) || address.test(word);
  return address.test(word) || keywordOf(section, word) !== null;
}
