/** One `track_file` (keepalived.md §9.4). */
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { trackingCodes } from "../../diagnostics/codes-tracking.ts";
import { largestWeight } from "../../keywords/tracking/weight.ts";
import type { Statement, Word } from "../../language/tree.ts";
import type { TrackFile } from "../../model/tracking.ts";
import type { Judgement } from "../judgement.ts";
import { readSection } from "../reading/read-section.ts";
import { endOf, innerOf } from "./definition.ts";
import { definedWeight } from "./weight.ts";

/** The weight that makes the number in the file the change of the priority. */
export const defaultFileWeight = 1;
const largestNumber = 2_147_483_647;

export function completeTrackFile(
  name: Word,
  block: Statement,
  judgement: Judgement,
): TrackFile | null {
  const { draft, diagnostics } = readSection(innerOf(block), {
    section: "track_file",
    subject: name.text,
    title: name.text,
  });
  judgement.take(diagnostics);
  const { file: largest } = largestWeight;
  const weight = definedWeight(draft.weight?.value, largest, defaultFileWeight, judgement);
  const initial =
    draft.init_file === undefined ? null : initialOf(draft.init_file.value, judgement);
  if (draft.file === undefined) {
    judgement.disable(trackingCodes.incomplete, endOf(block), {
      message: `${block.words[0].text} "${name.text}" has no file`,
      help: "add a line such as: file /run/maintenance",
    });
    return null;
  }
  return { name: name.text, place: name.span, path: draft.file.value, ...weight, initial };
}

/** A number and `overwrite`, in any order. */
function initialOf(words: readonly Word[], judgement: Judgement): TrackFile["initial"] {
  let value = 0;
  let overwrite = false;
  for (const word of words) {
    if (word.text === "overwrite") overwrite = true;
    else if (/^[+-]?\d+$/.test(word.text)) value = numberOf(word, judgement) ?? value;
    else {
      judgement.report(trackingCodes.unknownOption, word.span, {
        message: `unknown word "${word.text}" behind init_file`,
        help: "expected a number, overwrite, or both",
        consequence: "The word is skipped.",
      });
    }
  }
  return { value, overwrite };
}

function numberOf(word: Word, judgement: Judgement): number | null {
  const value = Number(word.text);
  if (Math.abs(value) <= largestNumber) return value;
  judgement.report(argumentCodes.outOfRange, word.span, {
    message: `"${word.text}" is out of range`,
    help: `init_file takes a whole number from -${largestNumber} to ${largestNumber}`,
    consequence: "The file starts with 0.",
  });
  return null;
}
