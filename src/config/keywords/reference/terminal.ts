/** The reference for a terminal: a page a keyword, and the list of all. */
import type { SectionName } from "../table.ts";
import { type Entry, entriesIn, entriesNamed, sectionsOfBlock } from "./entries.ts";
import { exampleOf } from "./example.ts";
import { cautionOf, factsOf, meaningOf, synopsisOf } from "./facts.ts";
import { type ReferenceSection, referenceSections } from "./pages.ts";
import { placeIn, sectionTitles } from "./section-titles.ts";
import { indented, wrap } from "./wrap.ts";

const width = 79;
const indentation = "  ";
const labelWidth = 10;
const nameWidth = 30;

/** All about a name: its meanings, and what stands in the block of that name; null for none. */
export function keywordPage(name: string): string | null {
  const entries = entriesNamed(name);
  const pages = entries.map(entryPage);
  const blocks = sectionsOfBlock(name).map(sectionList);
  return pages.length + blocks.length === 0 ? null : [...pages, ...blocks].join("\n\n");
}

/** Every keyword with its meaning, by the block it stands in. */
export const keywordList = (): string => referenceSections().map(listSection).join("\n\n");

function entryPage({ name, keyword, sections }: Entry): string {
  const places = sections.map(placeIn).join(", ");
  const caution = cautionOf(keyword);
  const example = exampleOf(sections[0] ?? "root", name);
  return [
    synopsisOf(name, keyword),
    ...paragraph(`Stands ${places}.`),
    "",
    ...paragraph(meaningOf(keyword)),
    ...(caution === null ? [] : paragraph(caution)),
    ...factLines(keyword),
    ...(example === null ? [] : ["", ...indented(example, indentation.repeat(2))]),
  ].join("\n");
}

function factLines(keyword: Entry["keyword"]): readonly string[] {
  const facts = factsOf(keyword);
  const lines = facts.flatMap(({ label, text }) => hanging(label, labelWidth, text));
  return lines.length === 0 ? [] : ["", ...lines];
}

/** All that stands in a block. */
const sectionList = (section: SectionName): string =>
  listSection({ section, entries: entriesIn(section), sameAs: [] });

function listSection({ section, entries, sameAs }: ReferenceSection): string {
  const { title, about } = sectionTitles[section];
  const rows = entries.flatMap(({ name, keyword }) => {
    const { replacedBy } = keyword;
    const meaning = meaningOf(keyword);
    const isSaid = replacedBy === undefined || meaning.includes(replacedBy);
    return hanging(name, nameWidth, isSaid ? meaning : `${meaning} Write ${replacedBy} instead.`);
  });
  const same = sameAs.flatMap((each) =>
    paragraph(`As ${placeIn(each.section)}: ${each.names.join(", ")}.`),
  );
  return [title, ...paragraph(about), ...same, ...(rows.length === 0 ? [] : ["", ...rows])].join(
    "\n",
  );
}

const paragraph = (text: string): readonly string[] =>
  indented(wrap(text, width - indentation.length).join("\n"), indentation);

/** A text whose lines stand below each other behind a label, or below one that is too long. */
function hanging(label: string, columns: number, text: string): readonly string[] {
  const [first, ...others] = wrap(text, width - indentation.length - columns).map(
    (line) => `${" ".repeat(columns)}${line}`,
  );
  if (first === undefined) return [`${indentation}${label}`];
  const lines = label.length < columns ? [label + first.slice(label.length)] : [label, first];
  return [...lines, ...others].map((line) => indentation + line);
}
