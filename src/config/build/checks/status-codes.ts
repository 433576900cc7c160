/** `status_code`: which answers of a web server are success. */
import { pageCheckCodes } from "../../diagnostics/codes-page-checks.ts";
import type { Word } from "../../language/tree.ts";
import type { StatusRange } from "../../model/checker.ts";
import type { Judgement } from "../judgement.ts";
import type { Entry } from "../reading/values.ts";

/** Where nothing says what is right. */
export const success: readonly StatusRange[] = [{ first: 200, last: 299 }];

const range = /^(\d{3})(?:-(\d{3}))?$/;
const smallest = 100;
const largest = 599;

/** Null where no usable code is given. */
export function statusRangesOf(
  given: Entry<readonly Word[] | null> | undefined,
  judgement: Judgement,
): readonly StatusRange[] | null {
  const ranges = (given?.value ?? []).flatMap((word) => rangeOf(word, judgement) ?? []);
  return ranges.length === 0 ? null : ranges;
}

function rangeOf(word: Word, judgement: Judgement): StatusRange | null {
  const [, from = "", to = from] = range.exec(word.text) ?? [];
  const first = Number(from);
  const last = Number(to);
  if (from !== "" && first >= smallest && first <= last && last <= largest) return { first, last };
  judgement.report(pageCheckCodes.badStatusCode, word.span, {
    message: `"${word.text}" is not a status code`,
    help: `expected a number from ${smallest} to ${largest}, or a range as 200-299`,
    consequence: "It is skipped.",
  });
  return null;
}
