/** The inner `group { INSTANCE ... }` of a sync group or a track group. */
import { groupCodes } from "../../diagnostics/codes-groups.ts";
import type { Statement, Word } from "../../language/tree.ts";
import type { Judgement } from "../judgement.ts";
import { endOf, innerOf } from "../tracking/definition.ts";

/** The names of the first list; a second one and an empty one are reported. */
export function memberNames(block: Statement, judgement: Judgement): readonly Word[] {
  const lists = innerOf(block).filter(
    ({ words, block }) => words[0].text === "group" && block !== null,
  );
  const [first, second] = lists;
  if (second !== undefined) reportSecond(first, second, block, judgement);
  if (first === undefined) return [];
  const names = first.block?.statements.flatMap(({ words }) => words) ?? [];
  if (names.length === 0) {
    judgement.report(groupCodes.emptyList, first.block?.close ?? first.words[0].span, {
      message: `the list of members of ${judgement.name} is empty`,
      help: "write the names of instances between the braces",
    });
  }
  return names;
}

function reportSecond(
  first: Statement | undefined,
  { words }: Statement,
  group: Statement,
  judgement: Judgement,
): void {
  judgement.report(groupCodes.listRepeated, words[0].span, {
    message: `${judgement.name} has a list of members already`,
    help: "write all members into one list",
    consequence: "The earlier one holds.",
    related: first === undefined ? [] : [{ span: first.words[0].span, message: "the first list" }],
    // keepalived takes the end of the second list for the end of the group.
    echoes: [endOf(group)],
  });
}
