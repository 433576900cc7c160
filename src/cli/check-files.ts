/** `holdfast check`: the findings of several files, and a word for each that is sound. */
import { diagnose } from "../config/diagnostics/code.ts";
import { languageCodes } from "../config/diagnostics/codes-language.ts";
import type { Diagnostic, Severity } from "../config/diagnostics/diagnostic.ts";
import type { DaemonOptions } from "../daemon/options.ts";
import { checkWhereItRuns, type Looked, textOf } from "./config-test.ts";

/** Where the words go; standard output and standard error by default. */
export interface CheckOutput {
  readonly verdict: (text: string) => void;
  readonly findings: (text: string) => void;
}

const standardStreams: CheckOutput = {
  verdict: (text) => process.stdout.write(text),
  findings: (text) => process.stderr.write(text),
};

/** Gives the largest of keepalived's exit codes; an empty line parts files with findings. */
export function checkFiles(
  files: readonly DaemonOptions[],
  output: CheckOutput = standardStreams,
): number {
  const codes: number[] = [];
  let isParted = true;
  for (const options of files) {
    const looked = withEmptiness(checkWhereItRuns(options));
    const text = textOf(looked);
    if (!isParted || (text !== "" && codes.length > 0)) output.findings("\n");
    if (text !== "") output.findings(`${text}\n`);
    if (looked.exitCode === 0) output.verdict(verdictOf(options.configurationFile, looked));
    isParted = text === "";
    codes.push(looked.exitCode);
  }
  return Math.max(0, ...codes);
}

function verdictOf(file: string, { check }: Looked): string {
  const counts = [
    counted(check.diagnostics, "warning"),
    counted(check.diagnostics, "notice"),
  ].filter((count) => count !== "");
  return `${[`${file}: ok`, ...counts].join(", ")}\n`;
}

function counted(diagnostics: readonly Diagnostic[], severity: Severity): string {
  const { length } = diagnostics.filter((diagnostic) => diagnostic.severity === severity);
  return length === 0 ? "" : `${length} ${severity}${length === 1 ? "" : "s"}`;
}

/** The daemon may be started on an empty file, as keepalived; whoever checks one wants to know. */
function withEmptiness(looked: Looked): Looked {
  const { check } = looked;
  if (!check.isBare) return looked;
  const notice = diagnose(languageCodes.nothingToRun, null, {
    message: `${check.sources[0]?.path ?? "the file"}: nothing is configured to run`,
    help: "add a block such as vrrp_instance NAME { ... }",
  });
  return { ...looked, check: { ...check, diagnostics: [...check.diagnostics, notice] } };
}
