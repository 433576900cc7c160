/** `holdfast check --priorities`: which failure gives which priority, and who then wins. */

import { priorityTables } from "../config/cluster/priority-tables.ts";
import type { Severity } from "../config/diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../config/diagnostics/render.ts";
import { priorityReport } from "../config/priorities/json.ts";
import { renderPriorities } from "../config/priorities/render.ts";
import type { DaemonOptions } from "../daemon/options.ts";
import { diskFiles } from "../kernel/files.ts";
import { type CheckSettings, standardStreams } from "./check-files.ts";
import type { CheckOutput } from "./check-output.ts";
import { checkWhereItRuns } from "./config-test.ts";
import { withStandardInput } from "./standard-input.ts";

/**
 * Gives the largest of keepalived's exit codes. What disables something is said beside the table,
 * for the table has not got it then; the rest is for `check` alone.
 */
export function showPriorities(
  paths: readonly DaemonOptions[],
  format: CheckSettings["format"],
  { out, aside }: CheckOutput = standardStreams,
): number {
  const files = withStandardInput(diskFiles);
  const looked = paths.map((options) => ({
    path: options.configurationFile,
    ...checkWhereItRuns(options, true, files),
  }));
  for (const { check } of looked) {
    const grave = check.diagnostics.filter(({ severity }) => disabling.has(severity));
    if (grave.length > 0) aside(`${renderDiagnostics(grave, check.sources)}\n\n`);
  }
  const tables = priorityTables(looked);
  out(format === "human" ? renderPriorities(tables) : priorityReport(tables));
  return Math.max(...looked.map(({ exitCode }) => exitCode));
}

const disabling: ReadonlySet<Severity> = new Set(["fatal", "error"]);
