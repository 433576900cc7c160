/**
 * The short way for lines of one plain value of which there may be tens of thousands: it knows
 * sound ones only, and whatever else a line may be is left to `readArgument`.
 */
import type { Argument } from "../../keywords/argument.ts";
import { headingWords } from "../../keywords/heading-words.ts";
import type { Statement } from "../../language/tree.ts";
import type { Entry } from "./values.ts";

const digits = /^\d{1,9}$/;
const microsPerSecond = 1_000_000;

/** What a draft gets for it, or undefined where `readArgument` has to look. */
export function valueOfSoundLine(
  argument: Argument,
  statement: Statement,
  earlier: Entry<unknown> | undefined,
): unknown {
  const { words, block } = statement;
  if (argument.kind === "section") {
    const isSound = block !== null && words.length <= 1 + headingWords(argument);
    return isSound ? addedTo(earlier, [statement]) : undefined;
  }
  const isPlain = earlier === undefined && block === null;
  if (!isPlain || words.length !== (argument.kind === "none" ? 1 : 2)) return undefined;
  switch (argument.kind) {
    case "none":
      return true;
    case "integer":
      return within(argument.minimum, numberIn(words[1]?.text), argument.maximum);
    case "duration": {
      if (argument.unit !== "s") return undefined;
      const micros = numberIn(words[1]?.text) * microsPerSecond;
      return within(argument.minimumMicros, micros, argument.maximumMicros);
    }
    default:
      return undefined;
  }
}

/** Blocks of one keyword add up, without a copy for each. */
export function addedTo(
  earlier: Entry<unknown> | undefined,
  more: readonly Statement[],
): readonly Statement[] {
  if (earlier === undefined) return [...more];
  const statements = earlier.value as Statement[];
  for (const each of more) statements.push(each);
  return statements;
}

const numberIn = (text: string | undefined): number =>
  text !== undefined && digits.test(text) ? Number(text) : Number.NaN;

const within = (minimum: number, value: number, maximum: number): number | undefined =>
  value >= minimum && value <= maximum ? value : undefined;
