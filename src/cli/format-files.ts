/** `holdfast fmt`: files laid out in place, on standard output, or only compared. */
import { maskSecrets } from "../config/build/mask-secrets.ts";
import { renderDiagnostics } from "../config/diagnostics/render.ts";
import type { Files } from "../config/files.ts";
import { type Formatted, formatFile, type NotFormatted } from "../config/format/format-file.ts";
import { environmentOf } from "../daemon/configuration/load.ts";
import type { DaemonOptions } from "../daemon/options.ts";
import { diskFiles } from "../kernel/files.ts";
import { replaceFile } from "../kernel/replace-file.ts";
import { standardInputName, withStandardInput } from "./standard-input.ts";

export interface FormatFlags {
  /** Nothing is written: only whether a file is laid out already. */
  readonly check?: boolean;
  /** To standard output instead of into the files. */
  readonly stdout?: boolean;
}

/** Where the laid out text and the words go. */
export interface FormatOutput {
  readonly out: (content: Uint8Array | string) => void;
  readonly aside: (text: string) => void;
}

const exitCode = { done: 0, wouldChange: 1, failed: 2 } as const;

const standardStreams: FormatOutput = {
  out: (content) => process.stdout.write(content),
  aside: (text) => process.stderr.write(text),
};

/** Gives 1 where `--check` found a file that would change, 2 where one could not be laid out. */
export function formatFiles(
  paths: readonly DaemonOptions[],
  flags: FormatFlags,
  output: FormatOutput = standardStreams,
  files: Files = withStandardInput(diskFiles),
): number {
  return Math.max(0, ...paths.map((options) => formatOne(options, files, flags, output)));
}

function formatOne(
  options: DaemonOptions,
  files: Files,
  flags: FormatFlags,
  { out, aside }: FormatOutput,
): number {
  const path = options.configurationFile;
  const formatted = formatFile(path, files, environmentOf(options));
  if (!formatted.ok) {
    aside(`${reasonOf(path, formatted.error)}\n`);
    return exitCode.failed;
  }
  const { before, after } = formatted.value;
  const isChanged = !Buffer.from(before).equals(after);
  if (flags.check === true) {
    if (isChanged) out(`${path}: would be laid out anew\n`);
    return isChanged ? exitCode.wouldChange : exitCode.done;
  }
  if (flags.stdout !== true && path !== standardInputName) {
    return isChanged ? write(path, formatted.value, { out, aside }) : exitCode.done;
  }
  out(after);
  return exitCode.done;
}

function write(path: string, { before, after }: Formatted, { out, aside }: FormatOutput): number {
  const written = replaceFile(path, before, after);
  if (written.ok) out(`${path}: laid out\n`);
  else aside(`${path} is left as it is: ${written.error}\n`);
  return written.ok ? exitCode.done : exitCode.failed;
}

function reasonOf(path: string, problem: NotFormatted): string {
  if (problem.code === "meaning") {
    return `${path} is left as it is: laid out, it would mean something else`;
  }
  const { sources } = problem.reading;
  const findings = renderDiagnostics(maskSecrets(problem.findings, sources), sources);
  if (sources.length === 0) return findings;
  return `${findings}\n\n${path} is left as it is until it is clear where its blocks end.`;
}
