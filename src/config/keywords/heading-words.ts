import type { Section } from "./argument.ts";

/** How many words stand between a keyword and its `{` at most. */
export function headingWords({ heading }: Section): number {
  if (heading === "") return 0;
  return /^\[?NAME\b/.test(heading) ? 1 : Number.POSITIVE_INFINITY;
}
