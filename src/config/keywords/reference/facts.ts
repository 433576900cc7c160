/** What the reference says of one keyword, in words; the pages differ in layout only. */
import type { Argument } from "../argument.ts";
import { describeArgument, syntaxOf } from "../describe.ts";
import type { Keyword } from "../keyword.ts";

/** As one would write it, with what may vary: `priority 1..255`. */
export function synopsisOf(name: string, { argument, support }: Keyword): string {
  if (support === "language") return name;
  const syntax = syntaxOf(argument);
  // A data line has no keyword in front: the row is named for what stands there.
  const isKeyword = argument.kind === "section" || name !== name.toUpperCase();
  return isKeyword ? `${name} ${syntax}`.trimEnd() : syntax;
}

/** The meaning as a sentence. */
export const meaningOf = ({ meaning }: Keyword): string => asSentence(meaning);

export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** What it takes, what holds without it, and since when; short, for columns. */
export function factsOf(keyword: Keyword): readonly Fact[] {
  const facts: Fact[] = [];
  const { argument } = keyword;
  const takes = describeTaken(argument);
  if (takes !== null) facts.push({ label: "takes", text: takes });
  if (keyword.required === true) facts.push({ label: "required", text: "yes" });
  if (keyword.default !== null) facts.push({ label: "default", text: keyword.default });
  if (keyword.since !== undefined)
    facts.push({ label: "since", text: `keepalived ${keyword.since}` });
  if (keyword.own === true) facts.push({ label: "known to", text: "Holdfast, not keepalived" });
  return facts;
}

/** Null where the synopsis says it already. */
function describeTaken(argument: Argument): string | null {
  switch (argument.kind) {
    case "none":
    case "section":
    case "lines":
    case "words":
      return null;
    case "flag":
      return `${describeArgument(argument)}; alone it is true`;
    case "optional": {
      const inner = describeTaken(argument.of);
      return inner === null ? null : `${inner}, or nothing`;
    }
    default:
      return describeArgument(argument);
  }
}

/** The facts as sentences: "Takes: a whole number from 1 to 255." */
export const factSentences = (keyword: Keyword): readonly string[] =>
  factsOf(keyword).map(({ label, text }) => `${beginning(label)}: ${text}.`);

/** What one has to know before using it; null where nothing stands against it. */
export function cautionOf({ tier, replacedBy, support }: Keyword): string | null {
  const sentences: string[] = [];
  if (replacedBy !== undefined) sentences.push(`Old: write ${replacedBy} instead.`);
  else if (tier === "legacy") sentences.push("Kept for old files: new ones do without it.");
  if (support === "checked") sentences.push("Read and checked; nothing acts on it yet.");
  return sentences.length === 0 ? null : sentences.join(" ");
}

/** Keywords keep their letters: only a plain word begins with a capital. */
export function asSentence(text: string): string {
  const begun = /^[a-z]+(?=[ ,;:]|$)/.test(text) ? beginning(text) : text;
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

const beginning = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
