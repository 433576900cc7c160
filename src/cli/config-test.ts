/** `-t` and `holdfast check`: what is wrong with a configuration, where, and what to write instead. */
import { appendFileSync } from "node:fs";
import type { Check } from "../config/build/check-configuration.ts";
import { renderDiagnostics } from "../config/diagnostics/render.ts";
import { renderConfigTest } from "../config/diagnostics/render-as-keepalived.ts";
import { check } from "../daemon/configuration/load.ts";
import { refusalText } from "../daemon/log/refusal-text.ts";
import type { DaemonOptions } from "../daemon/options.ts";
import { systemCalls } from "../kernel/libc.ts";
import { enterNetworkNamespace } from "../kernel/namespace.ts";

/** keepalived's, for what cannot be looked at at all. */
const unusable = 4;

/** Gives keepalived's exit code; writes to standard error, or appends to a file. */
export function runConfigTest(options: DaemonOptions, outputFile: string | null): number {
  const looked = checkWhereItRuns(options);
  const { exitCode } = looked;
  const found = textOf(looked, renderConfigTest);
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
}

/** All that is to be said, without a newline at its end; empty when there is nothing. */
export function textOf({ check, trouble }: Looked, render = renderDiagnostics): string {
  const { diagnostics, sources } = check;
  const found = diagnostics.length === 0 ? [] : [render(diagnostics, sources)];
  return [...found, ...(trouble === null ? [] : [trouble])].join("\n\n");
}

/** What the file names is looked for in the namespace that it, or the command line, names. */
export function checkWhereItRuns(options: DaemonOptions): Looked {
  const first = check(options);
  const namespace = options.networkNamespace ?? first.configuration.daemon.networkNamespace;
  if (namespace === null) return { check: first, trouble: null, exitCode: first.exitCode };
  const entered = enterNetworkNamespace(systemCalls(), namespace);
  if (entered.ok) {
    const there = check(options);
    return { check: there, trouble: null, exitCode: there.exitCode };
  }
  // What is missing here may well be there: only the file itself can be judged.
  const fileOnly = check(options, null);
  const { errno } = entered.error;
  const refusal = refusalText(entered.error);
  if (errno !== "EPERM" && errno !== "EACCES") {
    return { check: fileOnly, trouble: refusal, exitCode: unusable };
  }
  const unseen = "Whether the interfaces, users and programs are there was not looked at.";
  return { check: fileOnly, trouble: `${refusal}\n${unseen}`, exitCode: fileOnly.exitCode };
}
