/** `holdfast fmt`: files laid out in place, on standard output, or only compared. */
import { readFileSync } from "node:fs";
import { maskSecrets } from "../config/build/mask-secrets.ts";
import { renderDiagnostics } from "../config/diagnostics/render.ts";
import type { Files } from "../config/files.ts";
import { withTexts } from "../config/fix/overlay.ts";
import { type Formatted, formatFile, type NotFormatted } from "../config/format/format-file.ts";
import type { Environment } from "../config/language/environment.ts";
import { decodeText } from "../config/language/text.ts";
import { environmentOf } from "../daemon/configuration/load.ts";
import type { DaemonOptions } from "../daemon/options.ts";
import { diskFiles } from "../kernel/files.ts";
import { replaceFile } from "../kernel/replace-file.ts";

export interface FormatFlags {
  /** Nothing is written: only whether a file is laid out already. */
  readonly check?: boolean;
  /** To standard output instead of into the files. */
  readonly stdout?: boolean;
}

/** Where bytes and words go, and what `-` reads. */
export interface FormatStreams {
  readonly output: (content: Uint8Array | string) => void;
  readonly problems: (text: string) => void;
  readonly input: () => Uint8Array;
}

/** The operand that stands for standard input, and its name in messages. */
const standardInput = "-";
const inputName = "(standard input)";

export const formatExitCode = { done: 0, wouldChange: 1, failed: 2 } as const;

const standardStreams: FormatStreams = {
  output: (content) => process.stdout.write(content),
  problems: (text) => process.stderr.write(text),
  input: () => readFileSync(0),
};

/** Gives 1 where `--check` found a file that would change, 2 where one could not be laid out. */
export function formatFiles(
  files: readonly DaemonOptions[],
  flags: FormatFlags,
  streams: FormatStreams = standardStreams,
): number {
  return Math.max(0, ...files.map((options) => formatOne(options, flags, streams)));
}

function formatOne(options: DaemonOptions, flags: FormatFlags, streams: FormatStreams): number {
  const isInput = options.configurationFile === standardInput;
  const name = isInput ? inputName : options.configurationFile;
  const environment = environmentOf(options);
  const files = isInput ? withInput(streams.input(), environment) : diskFiles;
  const formatted = formatFile(name, files, environment);
  if (!formatted.ok) {
    streams.problems(`${reasonOf(name, formatted.error)}\n`);
    return formatExitCode.failed;
  }
  const isChanged = !Buffer.from(formatted.value.before).equals(formatted.value.after);
  if (flags.check === true) {
    if (isChanged) streams.output(`${name}: not laid out\n`);
    return isChanged ? formatExitCode.wouldChange : formatExitCode.done;
  }
  if (isInput || flags.stdout === true) streams.output(formatted.value.after);
  else if (isChanged) return write(name, formatted.value, streams);
  return formatExitCode.done;
}

function write(name: string, { before, after }: Formatted, streams: FormatStreams): number {
  const written = replaceFile(name, before, after);
  if (written.ok) streams.output(`${name}: laid out\n`);
  else streams.problems(`${name} is left as it is: ${written.error}\n`);
  return written.ok ? formatExitCode.done : formatExitCode.failed;
}

function reasonOf(name: string, problem: NotFormatted): string {
  if (problem.code === "meaning") {
    return `${name} is left as it is: laid out, it would mean something else`;
  }
  const { sources } = problem.reading;
  const findings = renderDiagnostics(maskSecrets(problem.findings, sources), sources);
  return sources.length === 0
    ? findings
    : `${findings}\n\n${name} is left as it is until its blocks can be told apart.`;
}

/** The files, and standard input under its name. */
function withInput(content: Uint8Array, { workingDirectory }: Environment): Files {
  const path = diskFiles.resolve(workingDirectory, inputName);
  return withTexts(diskFiles, new Map([[path, decodeText(content).text]]));
}
