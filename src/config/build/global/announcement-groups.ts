/** `garp_group`: one limit on announcements for some interfaces (keepalived.md §12). */
import { globalCodes } from "../../diagnostics/codes-global.ts";
import { keywordCodes } from "../../diagnostics/codes-keywords.ts";
import type { Statement, Word } from "../../language/tree.ts";
import type { AnnouncementGroup, GroupedInterface } from "../../model/links.ts";
import type { Judgement } from "../judgement.ts";
import { readSection } from "../reading/read-section.ts";
import { endOf } from "../tracking/definition.ts";

export function announcementGroupsOf(
  blocks: readonly Statement[],
  judgement: Judgement,
): readonly AnnouncementGroup[] {
  const taken = new Map<string, Word>();
  return blocks.flatMap((block) => readGroup(block, taken, judgement) ?? []);
}

function readGroup(
  block: Statement,
  taken: Map<string, Word>,
  judgement: Judgement,
): AnnouncementGroup | null {
  const statements = block.block?.statements ?? [];
  const { draft, diagnostics, refused } = readSection(statements, {
    section: "garp_group",
    subject: "The group",
    title: null,
  });
  judgement.take(diagnostics);
  const interfaces = statements.flatMap((line) => membersOf(line, taken, judgement));
  const arp = draft.garp_interval?.value ?? null;
  const neighbour = draft.gna_interval?.value ?? null;
  if (arp === null && neighbour === null) {
    if (refused.has("garp_interval") || refused.has("gna_interval")) return null;
    judgement.report(globalCodes.groupWithoutInterval, block.words[0].span, {
      message: "this garp_group has neither garp_interval nor gna_interval",
      help: "add a line such as: garp_interval 0.1",
      consequence: "The group has no effect.",
      echoes: [endOf(block)],
    });
    return null;
  }
  return { interfaces, arpIntervalMicros: arp, neighbourIntervalMicros: neighbour };
}

/** Names on an `interface` line or in the block of `interfaces`. */
function membersOf(
  line: Statement,
  taken: Map<string, Word>,
  judgement: Judgement,
): GroupedInterface[] {
  const keyword = line.words[0].text;
  const isBlock = keyword === "interfaces" && line.block !== null;
  if (keyword !== "interface" && !isBlock) return [];
  const words = isBlock
    ? (line.block?.statements.flatMap((inner) => inner.words) ?? [])
    : line.words.slice(1, 2);
  if (isBlock && words.length === 0) {
    judgement.report(keywordCodes.emptyBlock, line.words[0].span, {
      message: '"interfaces" names no interface',
      echoes: [endOf(line)],
    });
  }
  return words.flatMap((word) => {
    const first = taken.get(word.text);
    if (first === undefined) {
      taken.set(word.text, word);
      return { name: word.text, place: word.span, endOfList: endOf(line) };
    }
    judgement.report(globalCodes.groupInterfaceRepeated, word.span, {
      message: `${word.text} stands in a garp_group already`,
      related: [{ span: first.span, message: "the first one" }],
      consequence: "The first one holds.",
      echoes: [endOf(line)],
    });
    return [];
  });
}
