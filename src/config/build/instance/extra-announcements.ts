/** `garp_extra_if` and `vrrp_garp_extra_if`: announcements on interfaces without adverts. */
import { seconds } from "../../../wire/units.ts";
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { wholeSeconds } from "../../keywords/arguments.ts";
import type { Span, Word } from "../../language/tree.ts";
import type { ExtraAnnouncements } from "../../model/vrrp-instance.ts";
import { ArgumentLine } from "../reading/argument-line.ts";
import { integerOf } from "../reading/numbers.ts";
import type { Entry } from "../reading/values.ts";

const longestSeconds = 86_400;

export interface ExtraReading {
  /** Undefined where nothing usable is said; null where it is switched off. */
  readonly value: ExtraAnnouncements | null | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** `[all] SECONDS`; `fewest` is 0 where 0 switches it off. */
export function readExtraAnnouncements(
  name: string,
  entry: Entry<readonly Word[]> | undefined,
  fewest: 0 | 1,
): ExtraReading {
  if (entry === undefined) return { value: undefined, diagnostics: [] };
  const [first, second] = entry.value;
  const all = first?.text === "all";
  const word = all ? second : first;
  const line = lineOf(name, entry.span, entry.value);
  const argument = wholeSeconds(fewest, longestSeconds);
  const interval = word === undefined ? line.missing(argument) : integerOf(word, argument, line);
  const diagnostics = line.issues.map(({ diagnostic }) => ({
    ...diagnostic,
    consequence: `It runs without ${name}.`,
  }));
  if (interval === undefined) return { value: undefined, diagnostics };
  const value = interval === 0 ? null : { all, intervalMicros: seconds(interval) };
  return { value, diagnostics };
}

const lineOf = (name: string, span: Span, words: readonly Word[]): ArgumentLine =>
  new ArgumentLine(
    { text: name, words: [{ text: name, quoted: false, span }, ...words], block: null },
    false,
    argumentCodes.valueMissing,
  );
