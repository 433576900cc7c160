/** `holdfast reload` for people. */
import { plural } from "../../config/diagnostics/checked.ts";
import { changeLine } from "../../daemon/supervisor/reload/change.ts";
import type { ReloadOutcome } from "../../daemon/supervisor/reload/outcome.ts";
import { paint } from "../table.ts";

/** So many changes and findings are told one by one. */
const mostLines = 50;

export function outcomeLines(outcome: ReloadOutcome, colour: boolean): readonly string[] {
  const findings = bounded(outcome.findings);
  if (outcome.kind === "refused") {
    return [
      ...findings,
      ...bounded(outcome.reasons.map((reason) => `refused: ${reason}`)),
      `${paint("Not reloaded.", "bad", colour)} The configuration that ran runs on.`,
    ];
  }
  const { changes, delayed } = outcome;
  const count = changes.length === 0 ? "nothing has changed" : plural(changes.length, "change");
  return [
    ...findings,
    ...bounded(changes.map(changeLine)),
    ...delayed,
    `${paint("Reloaded", "good", colour)}: ${count}.`,
  ];
}

function bounded(lines: readonly string[]): readonly string[] {
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines), `and ${lines.length - mostLines} more`];
}
