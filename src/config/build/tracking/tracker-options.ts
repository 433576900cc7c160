/** What stands behind a name in `track_script` and its like: `weight N [reverse|noreverse]`. */
import { trackingCodes } from "../../diagnostics/codes-tracking.ts";
import { largestWeight } from "../../keywords/tracking/weight.ts";
import type { Word } from "../../language/tree.ts";
import type { TrackerKind, Weight, WeightSource } from "../../model/tracking.ts";
import type { Judgement } from "../judgement.ts";
import type { Trackables } from "./trackables.ts";
import { readWeightNumber } from "./weight.ts";

export interface TrackerLine {
  readonly kind: TrackerKind;
  readonly name: Word;
  readonly options: readonly Word[];
}

type LineWeight = Weight & { readonly weightFrom: WeightSource };

/** What a line says of its weight; what cannot be read leaves the usual one. */
export function readOptions(
  line: TrackerLine,
  usual: Weight,
  trackables: Trackables,
  judgement: Judgement,
): LineWeight {
  const { weight: usualNumber, reversed } = usual;
  const weightFrom = line.kind === "interface" ? "default" : "definition";
  const unchanged: LineWeight = { weight: usualNumber, reversed, weightFrom };
  const [keyword, number, direction, surplus] = line.options;
  if (keyword === undefined) return unchanged;
  if (keyword.text !== "weight") {
    reportOption(keyword, line, trackables, judgement);
    return unchanged;
  }
  const meaning = usualNumber === 0 ? ", so that a failure is a fault" : "";
  const consequence = `It keeps the weight ${usualNumber}${meaning}.`;
  if (number === undefined) {
    judgement.report(trackingCodes.weightMissing, keyword.span, {
      message: `"weight" of ${line.name.text} lacks its number`,
      help: `expected a weight from -${largestWeight[line.kind]} to ${largestWeight[line.kind]}`,
      consequence,
    });
    return unchanged;
  }
  const clampsNext = line.kind === "interface" || line.kind === "script";
  const limits = { largest: largestWeight[line.kind], clampsNext };
  const weight = readWeightNumber(number, limits, consequence, judgement);
  if (weight === null) return unchanged;
  const reverses = directionOf(direction, surplus, line, trackables, judgement);
  return { weight, reversed: reverses ?? reversed, weightFrom: "line" };
}

/** Whether the line reverses the weight; null where it says nothing of it. */
function directionOf(
  direction: Word | undefined,
  surplus: Word | undefined,
  line: TrackerLine,
  trackables: Trackables,
  judgement: Judgement,
): boolean | null {
  if (direction === undefined) return null;
  const isReverse = direction.text === "reverse";
  const isKnown = isReverse || (direction.text === "noreverse" && line.kind !== "interface");
  const unknown = isKnown ? surplus : direction;
  if (unknown !== undefined) reportOption(unknown, line, trackables, judgement);
  return isKnown ? isReverse : null;
}

function reportOption(
  word: Word,
  { kind, name }: TrackerLine,
  trackables: Trackables,
  judgement: Judgement,
): void {
  const isAnother = kind !== "interface" && trackables.has(kind, word.text);
  const isNumber = /^[+-]?\d+$/.test(word.text);
  judgement.report(trackingCodes.unknownOption, word.span, {
    message: `unknown word "${word.text}" behind "${name.text}"`,
    help: isNumber
      ? `write: ${name.text} weight ${word.text}`
      : isAnother || kind === "interface"
        ? "one stands on a line, optionally with weight and a number"
        : "expected weight and a number, and reverse behind it or nothing",
    consequence: `The word is skipped; ${judgement.name} follows ${name.text}.`,
  });
}
