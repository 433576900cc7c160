/** The weight of a tracker: `-20`, `10 reverse`. */
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { trackingCodes } from "../../diagnostics/codes-tracking.ts";
import type { Word } from "../../language/tree.ts";
import type { Weight } from "../../model/tracking.ts";
import type { Judgement } from "../judgement.ts";

const wholeNumber = /^[+-]?\d{1,9}$/;

export interface WeightLimits {
  /** In both directions. */
  readonly largest: number;
  /** One more than the largest is taken as the largest, with a warning. */
  readonly clampsNext: boolean;
}

/** `word` as a number in its range, or null; `consequence` is what follows where it is none. */
export function readWeightNumber(
  word: Word,
  { largest, clampsNext }: WeightLimits,
  consequence: string,
  judgement: Judgement,
): number | null {
  if (!wholeNumber.test(word.text)) {
    judgement.report(argumentCodes.notANumber, word.span, {
      message: `"${word.text}" is not a whole number`,
      help: `expected a weight from -${largest} to ${largest}`,
      consequence,
    });
    return null;
  }
  const value = Number(word.text);
  if (Math.abs(value) <= largest) return value;
  const message = `"${word.text}" is out of range`;
  const help = `a weight goes from -${largest} to ${largest}`;
  if (clampsNext && Math.abs(value) === largest + 1) {
    const used = Math.sign(value) * largest;
    judgement.report(argumentCodes.clamped, word.span, {
      message,
      help,
      consequence: `${used} is used instead.`,
    });
    return used;
  }
  judgement.report(argumentCodes.outOfRange, word.span, { message, help, consequence });
  return null;
}

/** What stands behind `weight` in a definition; the default where it says nothing usable. */
export function definedWeight(
  words: readonly Word[] | undefined,
  largest: number,
  defaultWeight: number,
  judgement: Judgement,
): Weight {
  const [number, option] = words ?? [];
  const usual = { weight: defaultWeight, reversed: false };
  if (number === undefined) return usual;
  const consequence = `${judgement.name} therefore has the default weight, ${defaultWeight}.`;
  const weight = readWeightNumber(number, { largest, clampsNext: false }, consequence, judgement);
  if (weight === null) return usual;
  if (option === undefined) return { weight, reversed: false };
  if (option.text === "reverse") return { weight, reversed: true };
  judgement.report(trackingCodes.unknownOption, option.span, {
    message: `unknown word "${option.text}" behind the weight of ${judgement.name}`,
    help: "reverse is the only one there is",
    consequence: "The word is skipped.",
  });
  return { weight, reversed: false };
}
