/** `docs/keywords.md`. */
import type { Entry } from "./entries.ts";
import { exampleOf } from "./example.ts";
import { cautionOf, factSentences, meaningOf, synopsisOf } from "./facts.ts";
import { type ReferenceSection, referenceSections } from "./pages.ts";
import { sectionTitles } from "./section-titles.ts";
import { wrap } from "./wrap.ts";

const width = 120;

const preamble = `# Keywords of keepalived.conf

Made from the keyword table by \`scripts/generate.ts\`: change the table, not this page. \`holdfast keywords NAME\` shows the
same on a terminal, and the manual page holdfast.conf(5) has it too.
`;

export function markdownReference(): string {
  const sections = referenceSections();
  const contents = sections.map(({ section }) => {
    const { title, about } = sectionTitles[section];
    return `- [${title}](#${anchorOf(title)}): ${about}\n`;
  });
  return `${preamble}\n${contents.join("")}${sections.map(sectionPage).join("")}`;
}

function sectionPage({ section, entries, sameAs }: ReferenceSection): string {
  const { title, about } = sectionTitles[section];
  const same = sameAs.map((each) => {
    const { title: earlier } = sectionTitles[each.section];
    const names = each.names.map((name) => code(name)).join(", ");
    return paragraph(`As in [${earlier}](#${anchorOf(earlier)}): ${names}.`);
  });
  return `\n## ${title}\n\n${paragraph(about)}${same.map((text) => `\n${text}`).join("")}${entries
    .map(entryPage)
    .join("")}`;
}

function entryPage({ name, keyword, sections: [section] }: Entry): string {
  const caution = cautionOf(keyword);
  const example = section === undefined ? null : exampleOf(section, name);
  const sentences = [meaningOf(keyword), ...factSentences(keyword)].map(escaped);
  if (caution !== null) sentences.push(`_${escaped(caution)}_`);
  return [
    `\n### ${code(synopsisOf(name, keyword))}\n\n`,
    paragraph(sentences.join(" ")),
    ...(example === null ? [] : [`\n\`\`\`\n${example}\n\`\`\`\n`]),
  ].join("");
}

const paragraph = (text: string): string => `${wrap(text, width).map(asText).join("\n")}\n`;

/** A line must not begin like an item of a list, a heading or a quotation. */
const asText = (line: string): string => line.replace(/^(?=[-+#>] )/, "\\");

const code = (text: string): string => (text.includes("`") ? text : `\`${text}\``);

/** What Markdown would take for markup stays as it is. */
const escaped = (text: string): string => text.replaceAll(/[\\`*_<>[\]|~]/g, "\\$&");

/** As GitHub makes anchors of headings. */
const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");
