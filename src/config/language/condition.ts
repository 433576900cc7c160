/** `@ID` and `@^ID` in front of a line: whether it counts here. */
import { isWhite, skipWhite } from "./characters.ts";

/**
 * Where the line itself begins when the condition at its start holds, else null. A line with
 * nothing but a condition never counts.
 */
export function conditionHolds(text: string, configId: string): number | null {
  const isReversed = text.startsWith("@^");
  const from = isReversed ? 2 : 1;
  let end = from;
  while (end < text.length && !isWhite(text.charCodeAt(end))) end++;
  if (end === text.length) return null;
  const isEqual = text.slice(from, end) === configId;
  return isEqual === isReversed ? null : skipWhite(text, end);
}
