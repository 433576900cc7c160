/** What follows for a block when one of its keywords was not understood. */
import type { Keyword } from "../../keywords/keyword.ts";
import { opensBlock } from "../../keywords/table.ts";
import type { Entry } from "./values.ts";

export interface Situation {
  /** Who runs with it: "VI_1", "The daemon". */
  readonly subject: string;
  readonly name: string;
  readonly keyword: Keyword;
  /** What another line of the block gave it. */
  readonly given: Entry<unknown> | undefined;
  /** The default where it depends on more than the table knows. */
  readonly default: string | undefined;
}

/** One sentence: "VI_1 therefore runs with the default priority, 100." */
export function consequenceOf(situation: Situation): string {
  const { subject, name, keyword, given } = situation;
  if (given !== undefined) {
    return `${subject} therefore keeps the ${name} of line ${given.span.line}.`;
  }
  if (keyword.required === true) return `${subject} is therefore disabled.`;
  const value = situation.default ?? keyword.default;
  // Of a block the table says what one of its lines has by default.
  if (value === null || opensBlock(keyword.argument))
    return `${subject} therefore runs without ${name}.`;
  return `${subject} therefore runs with the default ${name}, ${value.split(";")[0]}.`;
}
