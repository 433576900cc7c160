/** The rows of the table as a reader of the reference looks for them. */
import type { Keyword, Tier } from "../keyword.ts";
import { nearest } from "../nearest.ts";
import { keywordOf, nearestKeyword, type SectionName, sections } from "../table.ts";
import { sectionTitles } from "./section-titles.ts";

/** One keyword, and all the places where it means just this. */
export interface Entry {
  readonly name: string;
  readonly keyword: Keyword;
  readonly sections: readonly SectionName[];
}

/** In the order of the reference. */
export const sectionNames = Object.keys(sectionTitles) as readonly SectionName[];

/** All keywords of a section: what it cannot do without first, then what most files use. */
export function entriesIn(section: SectionName): readonly Entry[] {
  const entries = Object.keys(sections[section]).flatMap((name) => {
    const keyword = keywordOf(section, name);
    return keyword === null ? [] : [{ name, keyword, sections: [section] }];
  });
  // The language is explained in its own order.
  if (section === "language") return entries;
  return entries.toSorted((left, right) => rank(left.keyword) - rank(right.keyword));
}

const tiers: readonly Tier[] = ["core", "common", "rare", "legacy"];

const rank = ({ required, tier }: Keyword): number =>
  required === true ? -1 : tiers.indexOf(tier);

/** What a name means, an entry for each meaning; of the language's own also by the first word. */
export function entriesNamed(name: string): readonly Entry[] {
  const exact = allEntries().filter((entry) => entry.name === name);
  if (exact.length > 0) return withSameTogether(exact);
  const wanted = name.toLowerCase();
  const alike = allEntries().filter((entry) => firstWord(entry).toLowerCase() === wanted);
  return withSameTogether(alike);
}

/** The section of the keywords that stand in the block of that name; a check's `url` has two. */
export const sectionsOfBlock = (name: string): readonly SectionName[] =>
  sectionNames.filter((section) => section.split("/").at(-1) === name && section !== "root");

/** The name that a misspelt one was probably meant to be. */
export function nearestName(name: string): string | null {
  const ofSections = sectionNames.flatMap((section) => nearestKeyword(section, name) ?? []);
  return nearest(name, ofSections);
}

/** What a shell can complete: plain words, sorted, each once. */
export function completionNames(): readonly string[] {
  const names = allEntries().map(firstWord);
  return [...new Set(names)].filter((name) => /^\w[\w-]*$/.test(name)).sort();
}

const allEntries = (): readonly Entry[] => sectionNames.flatMap(entriesIn);

function withSameTogether(entries: readonly Entry[]): readonly Entry[] {
  const byMeaning = Map.groupBy(entries, ({ keyword }) => meaningKey(keyword));
  return [...byMeaning.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...first, sections: [first, ...others].flatMap((entry) => entry.sections) }],
  );
}

/** How many files use it makes no difference, unless it is old. */
export const meaningKey = ({ tier, ...rest }: Keyword): string =>
  JSON.stringify({ ...rest, isLegacy: tier === "legacy" });

/** `~SEQ` of `~SEQ(var,...) text`, `include` of `include FILE|GLOB`. */
const firstWord = ({ name, sections: [section] }: Entry): string =>
  section === "language" ? (/^[^ (=]+/.exec(name)?.[0] ?? name) : name;
