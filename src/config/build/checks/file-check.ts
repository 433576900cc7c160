/** `FILE_CHECK`: the file that it follows, and what the number in it does to the weight. */
import { checkerCodes } from "../../diagnostics/codes-checkers.ts";
import { integer } from "../../keywords/arguments.ts";
import type { Statement } from "../../language/tree.ts";
import type { FileCheck } from "../../model/checker.ts";
import type { Weight } from "../../model/tracking.ts";
import type { Judgement } from "../judgement.ts";
import { ArgumentLine } from "../reading/argument-line.ts";
import { integerOf } from "../reading/numbers.ts";
import type { CheckerContext } from "./checker-context.ts";
import { readCheck } from "./read-check.ts";
import { leftOut, reportNoTarget, targetOf } from "./target.ts";

const trackFile = { unknown: checkerCodes.fileUnknown, kind: "track_file" };
const weightRange = integer(-65535, 65535);

export function fileCheckOf(
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): FileCheck | null {
  const section = "virtual_server/real_server/FILE_CHECK";
  const { draft, refused } = readCheck(section, statement, null, context, judgement);
  const given = draft.weight === undefined ? null : weightOf(statement, judgement);
  const name = draft.track_file;
  if (name === undefined) {
    if (!refused.has("track_file")) {
      reportNoTarget(checkerCodes.fileMissing, "track_file", statement, context, judgement);
    }
    return null;
  }
  const consequence = leftOut(statement, context);
  const { trackFiles } = context.targets;
  const file = targetOf(name, trackFiles, trackFile, consequence, judgement);
  if (file === null) return null;
  const { weight, reversed } = given ?? file;
  return { kind: "file", file: name.value, weight, reversed };
}

/** `weight N [reverse|noreverse]`; null where the definition's counts. */
function weightOf({ block }: Statement, judgement: Judgement): Weight | null {
  const last = block?.statements.findLast(({ words }) => words[0].text === "weight");
  if (last === undefined) return null;
  const line = new ArgumentLine(last);
  const [number, option] = line.words;
  const weight = number === undefined ? undefined : integerOf(number, weightRange, line);
  if (option !== undefined && option.text !== "reverse" && option.text !== "noreverse") {
    line.remark(checkerCodes.badWeightOption, option.span, {
      message: `"${option.text}" is no option of a weight`,
      help: "expected reverse or noreverse",
      consequence: "The word is skipped.",
    });
  }
  judgement.adopt(line.issues, "The weight of the track_file counts.");
  if (weight === undefined) return null;
  return { weight, reversed: option?.text === "reverse" };
}
