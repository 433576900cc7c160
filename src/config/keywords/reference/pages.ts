/** The whole reference in order, for pages: what a section shares with earlier ones is not repeated. */
import type { SectionName } from "../table.ts";
import { type Entry, entriesIn, meaningKey, sectionNames } from "./entries.ts";

export interface ReferenceSection {
  readonly section: SectionName;
  /** Explained here. */
  readonly entries: readonly Entry[];
  /** Names of keywords that mean the same in an earlier section. */
  readonly sameAs: readonly { readonly section: SectionName; readonly names: readonly string[] }[];
}

export function referenceSections(): readonly ReferenceSection[] {
  const explainedIn = new Map<string, SectionName>();
  return sectionNames.map((section) => {
    const entries: Entry[] = [];
    const same = new Map<SectionName, string[]>();
    for (const entry of entriesIn(section)) {
      const key = `${entry.name} ${meaningKey(entry.keyword)}`;
      const earlier = explainedIn.get(key);
      if (earlier === undefined) {
        explainedIn.set(key, section);
        entries.push(entry);
      } else {
        same.set(earlier, [...(same.get(earlier) ?? []), entry.name]);
      }
    }
    const sameAs = [...same].map(([earlier, names]) => ({ section: earlier, names }));
    return { section, entries, sameAs };
  });
}
