import { languageCodes } from "../diagnostics/codes-language.ts";
import { type PlacedText, spanOf } from "./place.ts";
import type { Report } from "./report.ts";
import { unterminatedQuote } from "./scan.ts";

/** Says that a quote has no partner on its line. */
export function reportOpenQuote(line: PlacedText, report: Report): void {
  const at = unterminatedQuote(line.text);
  if (at === -1) return;
  report.say(languageCodes.unterminatedQuote, spanOf(line, at, line.text.length), {
    message: "this quote is not closed on its line",
    help: 'add the closing "',
  });
}
