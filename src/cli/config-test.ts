/** `-t` and `holdfast check`: what is wrong with a configuration, where, and what to write instead. */
import { appendFileSync } from "node:fs";
import type { Check } from "../config/build/check-configuration.ts";
import { renderDiagnostics } from "../config/diagnostics/render.ts";
import { check } from "../daemon/configuration/load.ts";
import type { DaemonOptions } from "../daemon/options.ts";
import { systemCalls } from "../kernel/libc.ts";
import { enterNetworkNamespace } from "../kernel/namespace.ts";

const cannotWrite = 4;

/** Gives keepalived's exit code; writes to standard error, or appends to a file. */
export function runConfigTest(options: DaemonOptions, outputFile: string | null): number {
  const { diagnostics, sources, exitCode } = checkWhereItRuns(options);
  if (diagnostics.length === 0) return exitCode;
  const text = `${renderDiagnostics(diagnostics, sources)}\n`;
  if (outputFile === null) {
    process.stderr.write(text);
    return exitCode;
  }
  try {
    appendFileSync(outputFile, text);
    return exitCode;
  } catch (error) {
    process.stderr.write(
      `Cannot write ${outputFile}: ${error instanceof Error ? error.message : ""}\n`,
    );
    return cannotWrite;
  }
}

/** What the file names is looked for in the namespace that it, or the command line, names. */
function checkWhereItRuns(options: DaemonOptions): Check {
  const first = check(options);
  const namespace = options.networkNamespace ?? first.configuration.daemon.networkNamespace;
  if (namespace === null || !enterNetworkNamespace(systemCalls(), namespace).ok) return first;
  return check(options);
}
