/** `-t` and `holdfast check`: what is wrong with a configuration, where, and what to write instead. */
import { appendFileSync } from "node:fs";
import type { Check } from "../config/build/check-configuration.ts";
import { renderConfigTest } from "../config/diagnostics/render-as-keepalived.ts";
import type { Files } from "../config/files.ts";
import { check } from "../daemon/configuration/load.ts";
import { thisMachine } from "../daemon/configuration/machine.ts";
import { refusalText } from "../daemon/log/refusal-text.ts";
import type { DaemonOptions } from "../daemon/options.ts";
import { diskFiles } from "../kernel/files.ts";
import { systemCalls } from "../kernel/libc.ts";
import { enterNetworkNamespace } from "../kernel/namespace.ts";

/** keepalived's, for what cannot be looked at at all. */
const unusable = 4;

/** Gives keepalived's exit code; writes to standard error, or appends to a file. */
export function runConfigTest(options: DaemonOptions, outputFile: string | null): number {
  const seen = checkWhereItRuns(options);
  const { exitCode } = seen;
  const found = textOf(seen);
  if (found === "") return exitCode;
  const text = `${found}\n`;
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
    return unusable;
  }
}

export interface Looked {
  readonly check: Check;
  /** Why the place where it is to run could not be looked at. */
  readonly trouble: string | null;
  readonly exitCode: number;
  /** Whether the interfaces, users and programs were held against the file. */
  readonly machineSeen: boolean;
}

/** All that is to be said, without a newline at its end; empty when there is nothing. */
function textOf({ check, trouble }: Looked): string {
  const { diagnostics, sources } = check;
  const found = diagnostics.length === 0 ? [] : [renderConfigTest(diagnostics, sources)];
  return [...found, ...(trouble === null ? [] : [trouble])].join("\n\n");
}

/**
 * What the file names is looked for in the namespace that it, or the command line, names; nowhere
 * when `offline`.
 */
export function checkWhereItRuns(
  options: DaemonOptions,
  offline = false,
  files: Files = diskFiles,
): Looked {
  const machine = offline ? null : thisMachine();
  const first = check(options, machine, files);
  const namespace = options.networkNamespace ?? first.configuration.daemon.networkNamespace;
  if (offline || namespace === null) return looked(first, !offline);
  const entered = enterNetworkNamespace(systemCalls(), namespace);
  if (entered.ok) return looked(check(options, thisMachine(), files), true);
  // What is missing here may well be there: only the file itself can be judged.
  const fileOnly = looked(check(options, null, files), false);
  const { errno } = entered.error;
  const refusal = refusalText(entered.error);
  if (errno !== "EPERM" && errno !== "EACCES") {
    return { ...fileOnly, trouble: refusal, exitCode: unusable };
  }
  const unseen = "Whether the interfaces, users and programs are there was not looked at.";
  return { ...fileOnly, trouble: `${refusal}\n${unseen}` };
}

const looked = (found: Check, machineSeen: boolean): Looked => ({
  check: found,
  trouble: null,
  exitCode: found.exitCode,
  machineSeen,
});
