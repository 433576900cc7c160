/** `FILE_CHECK`: the file that it follows, and what the number in it does to the weight. */
import { checkerCodes } from "../../diagnostics/codes-checkers.ts";
import type { Statement, Word } from "../../language/tree.ts";
import type { FileCheck } from "../../model/checker.ts";
import type { Weight } from "../../model/tracking.ts";
import type { Judgement } from "../judgement.ts";
import { readWeightNumber } from "../tracking/weight.ts";
import type { CheckerContext } from "./checker-context.ts";
import { readCheck } from "./read-check.ts";
import { reportNoTarget, type TargetKind, targetOf } from "./target.ts";

const trackFile: TargetKind = {
  keyword: "track_file",
  unknown: checkerCodes.fileUnknown,
  echoes: true,
};
const limits = { largest: 65535, clampsNext: false };

export function fileCheckOf(
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): FileCheck | null {
  const section = "virtual_server/real_server/FILE_CHECK";
  const { draft, refused } = readCheck(section, statement, null, context, judgement);
  const given = weightOf(draft.weight?.value ?? [], judgement);
  const name = draft.track_file;
  if (name === undefined) {
    if (!refused.has("track_file")) {
      reportNoTarget(checkerCodes.fileMissing, "track_file", statement, context, judgement);
    }
    return null;
  }
  const { trackFiles } = context.targets;
  const file = targetOf(name, trackFiles, trackFile, statement, context, judgement);
  if (file === null) return null;
  const { weight, reversed } = given ?? file;
  return { kind: "file", file: name.value, weight, reversed };
}

/** `weight N [reverse|noreverse]`; null where the definition's counts. */
function weightOf(words: readonly Word[], judgement: Judgement): Weight | null {
  const [number, option] = words;
  if (number === undefined) return null;
  const weight = readWeightNumber(number, limits, "That of the track_file counts.", judgement);
  if (option !== undefined && option.text !== "reverse" && option.text !== "noreverse") {
    judgement.report(checkerCodes.badWeightOption, option.span, {
      message: `"${option.text}" is no option of a weight`,
      help: "expected reverse or noreverse",
      consequence: "The word is skipped.",
    });
  }
  return weight === null ? null : { weight, reversed: option?.text === "reverse" };
}
