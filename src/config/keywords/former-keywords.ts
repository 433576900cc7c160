/** Keywords that a section has no more, or never had, and that files go on carrying. */
import { keywordOf, type SectionName, sectionNames } from "./table.ts";

/** Gone without a successor, and what to do about the line. */
const withdrawn: Readonly<Record<string, string>> = {
  nat_mask: "remove the line: NAT needs no mask",
};

/** Gone from every section, each with the name that took its place. */
const renamed: Readonly<Record<string, string>> = { lvs_id: "router_id" };

export const remedyOfWithdrawn = (name: string): string | null =>
  Object.hasOwn(withdrawn, name) ? (withdrawn[name] ?? null) : null;

/** What `name` is called in this section, where another section knows it as an old name. */
export function newNameIn(section: SectionName, name: string): string | null {
  const elsewhere = sectionNames.flatMap((other) => keywordOf(other, name)?.replacedBy ?? []);
  const known = [...elsewhere, ...(Object.hasOwn(renamed, name) ? [renamed[name] ?? ""] : [])];
  return known.find((each) => keywordOf(section, each) !== null) ?? null;
}
