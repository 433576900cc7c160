/** One row of the keyword table. */
import type { Argument } from "./argument.ts";

/** How many files use it; `legacy` rows are old names and habits that still have to be read. */
export type Tier = "core" | "common" | "rare" | "legacy";

/**
 * - `full`: read, checked and acted on.
 * - `checked`: read and checked, and nothing acts on it yet.
 * - `language`: carried out while the file is read, before statements exist.
 */
export type Support = "full" | "checked" | "language";

export interface Keyword {
  readonly argument: Argument;
  /** What holds where it is absent, in words; null where it is simply off. */
  readonly default: string | null;
  /** A block without it cannot run. */
  readonly required?: true;
  /** Where keepalived names a line without its value and reads on; otherwise it stops there. */
  readonly missingValue?: "named";
  /**
   * Where keepalived names the second line of two, which holds, or is ignored for the first one;
   * otherwise it says nothing, and the second one holds.
   */
  readonly repetition?: "named" | "ignored";
  /** Every line of it counts: each adds one. */
  readonly isList?: true;
  readonly meaning: string;
  /** The whole line or block as one writes it, where the argument alone does not show it. */
  readonly example?: string;
  readonly tier: Tier;
  readonly support: Support;
  /** The keepalived version that brought it, where older ones are still about. */
  readonly since?: string;
  /** Holdfast's own: keepalived does not know it, and says so. */
  readonly own?: true;
  /** The name to write instead. */
  readonly replacedBy?: string;
  /** keepalived's config test asks for that name. */
  readonly isDeprecated?: true;
}

/** The keywords of one kind of block, by name. */
export type KeywordSection = Readonly<Record<string, Keyword>>;
