/** What the language layer has to know of keywords: where blocks stand, and what stands in them. */
import type { Argument } from "./argument.ts";
import { surelyBegins } from "./list-words.ts";
import { keywordOf, opensBlock, outermostBlocks, type SectionName, sectionIn } from "./table.ts";

export const blockNames = {
  has: (keyword: string): boolean => outermostBlocks.has(keyword),
  depthOf(open: readonly string[], keyword: string): number | null {
    const chain = sectionsOf(open);
    if (chain === null) return null;
    const own = chain[open.length];
    if (own !== undefined && keywordOf(own, keyword) !== null) return null;
    const depth = chain.slice(0, open.length).findLastIndex((section) => {
      const argument = keywordOf(section, keyword)?.argument;
      return argument !== undefined && opensBlock(argument);
    });
    return depth < 1 ? null : depth;
  },
  belongs(open: readonly string[], word: string): boolean {
    const section = sectionsOf(open)?.[open.length];
    if (section !== undefined) return keywordOf(section, word) !== null;
    return surelyBegins(open.at(-1) ?? "", word);
  },
  takes(open: readonly string[], keyword: string): "keywords" | "lines" | null {
    const argument = argumentIn(open, keyword);
    if (argument === null || !opensBlock(argument)) return null;
    return argument.kind === "section" ? "keywords" : "lines";
  },
};

/** The sections of nested blocks, the root first; null where one of them is unknown. */
function sectionsOf(open: readonly string[]): readonly SectionName[] | null {
  const chain: SectionName[] = ["root"];
  for (const [index, name] of open.entries()) {
    const parent = chain[index];
    if (parent === undefined || keywordOf(parent, name) === null) return null;
    const section = sectionIn(parent, name);
    if (section !== null) chain.push(section);
  }
  return chain;
}

function argumentIn(open: readonly string[], keyword: string): Argument | null {
  const section = sectionsOf(open)?.[open.length];
  return section === undefined ? null : (keywordOf(section, keyword)?.argument ?? null);
}
