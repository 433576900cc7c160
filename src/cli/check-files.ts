/** `holdfast check`: looks at each file, mends it where that is asked for, and prints the findings. */
import { withNothingToRun } from "../config/build/nothing-to-run.ts";
import { type Checked, checkExitCode } from "../config/diagnostics/checked.ts";
import { renderJson } from "../config/diagnostics/json.ts";
import { renderReport } from "../config/diagnostics/report.ts";
import { renderSarif } from "../config/diagnostics/sarif.ts";
import type { DaemonOptions } from "../daemon/options.ts";
import { productVersion } from "../daemon/version.ts";
import { diskFiles } from "../kernel/files.ts";
import { clusterChecked } from "./check-cluster.ts";
import { stayInNamespace } from "./check-namespace.ts";
import type { CheckOutput } from "./check-output.ts";
import { checkWhereItRuns, type Looked } from "./config-test.ts";
import { fixFile } from "./fix-file.ts";
import { withStandardInput } from "./standard-input.ts";

export interface CheckSettings {
  readonly format: "human" | "json" | "sarif";
  readonly colour: boolean;
  /** No machine is looked at. */
  readonly offline: boolean;
  /** `show` prints a diff instead of writing. */
  readonly fixes: "leave" | "show" | "write";
  /** The files are those of nodes that back each other up. */
  readonly cluster?: true;
}

export const standardStreams: CheckOutput = {
  out: (text) => process.stdout.write(text),
  aside: (text) => process.stderr.write(text),
};

/** What `--offline` leaves out. */
export const ofTheMachine = ["interfaces", "users", "scripts", "names of routing tables"];
const notWritten = 1;

/** Gives the largest of keepalived's exit codes. */
export function checkFiles(
  paths: readonly DaemonOptions[],
  settings: CheckSettings,
  output: CheckOutput = standardStreams,
): number {
  const files = withStandardInput(diskFiles);
  const { fixes } = settings;
  // Beside a diff or a document nothing else may stand.
  const says = fixes === "show" || settings.format !== "human" ? output.aside : output.out;
  let unwritten = 0;
  if (fixes !== "leave") {
    for (const options of paths) {
      const done = fixFile(options, files, fixes, settings.colour, { ...output, aside: says });
      if (!done) unwritten = notWritten;
    }
  }
  const looked = paths.map((options) => ({
    path: options.configurationFile,
    ...stayInNamespace(() => checkWhereItRuns(options, settings.offline, files)),
  }));
  const checked = looked.map(checkedOf);
  if (settings.cluster === true) checked.push(clusterChecked(looked));
  const exitCode = Math.max(unwritten, ...checked.map((each) => each.exitCode));
  print(checked, exitCode, settings, { ...output, aside: says });
  return exitCode;
}

function print(
  checked: readonly Checked[],
  exitCode: number,
  { format, colour, fixes }: CheckSettings,
  { out, aside }: CheckOutput,
): void {
  if (format === "json") return out(renderJson(checked, exitCode));
  if (format === "sarif") return out(renderSarif(checked, productVersion));
  aside(renderReport(checked, { colour, isMended: fixes !== "leave" }));
}

function checkedOf(looked: LookedAt): Checked {
  const { path, check, trouble, machineSeen } = looked;
  const { diagnostics, sources } = withNothingToRun(check, path);
  const exitCode = checkExitCode(looked.exitCode, diagnostics);
  const notLookedAt = machineSeen ? [] : ofTheMachine;
  return { path, diagnostics, sources, exitCode, notLookedAt, trouble };
}

type LookedAt = Looked & { readonly path: string };
