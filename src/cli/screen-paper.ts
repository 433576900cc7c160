/** What standard output offers a table. */
import { type ColourWhen, wantsColour } from "./colour.ts";
import type { Paper } from "./table.ts";

/** A terminal that was never told its size says 0. */
export const screenPaper = (when: ColourWhen): Paper => ({
  width: process.stdout.columns || Number.POSITIVE_INFINITY,
  colour: wantsColour(when),
});
