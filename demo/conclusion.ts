/** The end of a demo whose steps are judged one by one: a table, and how many went as they must. */
import { formatTable, type Screen } from "./screen.ts";

/** Gives the exit status. */
export function conclude(
  screen: Screen,
  rows: readonly (readonly string[])[],
  outcomes: readonly { readonly trouble: string }[],
): number {
  screen.line();
  for (const line of formatTable(rows)) screen.line(`  ${line}`);
  screen.line();
  const failed = outcomes.filter((outcome) => outcome.trouble !== "").length;
  screen.line(conclusion(screen, failed, outcomes.length));
  return failed === 0 ? 0 : 1;
}

function conclusion(screen: Screen, failed: number, steps: number): string {
  const { good, bad } = screen.palette;
  if (failed === 0) return good(`All ${steps} steps went as they must.`);
  return bad(`${failed} of ${steps} steps did not go as they must.`);
}
