/** `regex` and the words that say how it is matched. */
import { pageCheckCodes } from "../../diagnostics/codes-page-checks.ts";
import { patternOptions } from "../../keywords/checks/pattern-options.ts";
import { nearest } from "../../keywords/nearest.ts";
import type { Word } from "../../language/tree.ts";
import type { BodyPattern } from "../../model/checker.ts";
import type { Judgement } from "../judgement.ts";
import type { Entry } from "../reading/values.ts";
import type { UrlDraft } from "./url.ts";

const howItIsMatched = [
  "regex_no_match",
  "regex_options",
  "regex_min_offset",
  "regex_max_offset",
  "regex_stack",
] as const;

/** Null without a `regex`. */
export function bodyPatternOf(draft: UrlDraft, judgement: Judgement): BodyPattern | null {
  const { regex } = draft;
  if (regex === undefined) {
    for (const name of howItIsMatched) {
      const entry = draft[name];
      if (entry !== undefined) reportWithoutPattern(name, entry, judgement);
    }
    return null;
  }
  const minimumOffset = draft.regex_min_offset?.value ?? 0;
  const maximumOffset = draft.regex_max_offset?.value ?? null;
  if (maximumOffset !== null && minimumOffset > maximumOffset) {
    judgement.report(pageCheckCodes.emptySearch, regex.span, {
      message: `regex_min_offset ${minimumOffset} is above regex_max_offset ${maximumOffset}`,
      consequence: "The pattern never matches.",
    });
  }
  return {
    pattern: regex.value,
    place: regex.valueSpan,
    mustMatch: draft.regex_no_match === undefined,
    options: optionsOf(draft.regex_options, judgement),
    minimumOffset,
    maximumOffset,
    stack: stackOf(draft.regex_stack, judgement),
  };
}

function reportWithoutPattern(name: string, { span }: Entry<unknown>, judgement: Judgement): void {
  judgement.report(pageCheckCodes.patternMissing, span, {
    message: `"${name}" has no effect without a regex`,
  });
}

function optionsOf(
  given: Entry<readonly Word[]> | undefined,
  judgement: Judgement,
): readonly string[] {
  return (given?.value ?? []).flatMap(({ text, span }) => {
    if (patternOptions.has(text)) return [text];
    const meant = nearest(text, patternOptions);
    judgement.report(pageCheckCodes.badPatternOption, span, {
      message: `"${text}" is no option of a pattern`,
      help: meant === null ? undefined : `did you mean "${meant}"?`,
      consequence: "The option is skipped.",
    });
    return [];
  });
}

function stackOf(
  given: Entry<readonly Word[]> | undefined,
  judgement: Judgement,
): BodyPattern["stack"] {
  if (given === undefined) return null;
  const [start, most, ...surplus] = given.value.map(({ text }) =>
    /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN,
  );
  if (start !== undefined && most !== undefined && surplus.length === 0 && start <= most) {
    return { startBytes: start, maximumBytes: most };
  }
  judgement.report(pageCheckCodes.badPatternOption, given.valueSpan, {
    message: "the stack needs its size at first and its size at most",
    help: "write two numbers of bytes, as in regex_stack 32768 524288",
    consequence: "The usual stack is taken.",
  });
  return null;
}
