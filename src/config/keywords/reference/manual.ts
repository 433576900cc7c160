/** holdfast.conf(5). */
import type { Entry } from "./entries.ts";
import { exampleOf } from "./example.ts";
import { cautionOf, factSentences, meaningOf, synopsisOf } from "./facts.ts";
import { type ReferenceSection, referenceSections } from "./pages.ts";
import { definition, exampleInside, header, paragraph, section } from "./roff.ts";
import { sectionTitles } from "./section-titles.ts";

export function configurationManual(version: string): string {
  return [
    header("holdfast.conf", 5, version),
    section("NAME", "holdfast.conf, keepalived.conf - configuration of holdfast"),
    section(
      "DESCRIPTION",
      "holdfast(8) reads keepalived's configuration, /etc/keepalived/keepalived.conf unless " +
        "another file is named. It consists of lines of words: a keyword and what it takes. Some " +
        "keywords have a block in braces with keywords of its own, or with a list.",
    ),
    paragraph(
      "What may vary is written in capitals or as a range; what stands in brackets may be left " +
        'out, "|" parts what excludes each other, and "..." says that more may follow.',
    ),
    ...referenceSections().map(sectionPage),
    section("SEE ALSO", "holdfast(8), and holdfast keywords NAME for one entry of this page."),
  ].join("");
}

function sectionPage({ section: name, entries, sameAs }: ReferenceSection): string {
  const { title, about } = sectionTitles[name];
  const same = sameAs.map(({ section: earlier, names }) =>
    paragraph(`As in ${sectionTitles[earlier].title}: ${names.join(", ")}.`),
  );
  return [section(title, about), ...same, ...entries.map(entryPage)].join("");
}

function entryPage({ name, keyword, sections: [place] }: Entry): string {
  const caution = cautionOf(keyword);
  const example = place === undefined ? null : exampleOf(place, name);
  const sentences = [meaningOf(keyword), ...factSentences(keyword)];
  const text = [...sentences, ...(caution === null ? [] : [caution])].join(" ");
  const shown = example === null ? "" : exampleInside(example);
  return `${definition(synopsisOf(name, keyword), text)}${shown}`;
}
