/** Reads the configuration for the daemon: once for all processes, and judged. */
import { hostname } from "node:os";
import { type Check, checkConfiguration } from "../../config/build/check-configuration.ts";
import type { Machine } from "../../config/build/machine.ts";
import type { Diagnostic } from "../../config/diagnostics/diagnostic.ts";
import type { ExitCode } from "../../config/diagnostics/exit-code.ts";
import type { Files } from "../../config/files.ts";
import type { Environment } from "../../config/language/read-configuration.ts";
import type { SourceText } from "../../config/language/source-text.ts";
import type { Configuration } from "../../config/model/configuration.ts";
import { diskFiles } from "../../kernel/files.ts";
import { globalLines } from "../dump/global.ts";
import type { DaemonOptions } from "../options.ts";
import { findingLine } from "./finding-line.ts";
import { thisMachine } from "./machine.ts";

export interface LoadedConfiguration {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
  /** The diagnostics as lines for the log, in the same order. */
  readonly findings: readonly string[];
  /** Something of it can run. */
  readonly usable: boolean;
  /** No block stands in it. */
  readonly isBare: boolean;
  /** What a config test of it exits with. */
  readonly testExitCode: ExitCode;
  /** Text of `keepalived_parent.data`. */
  readonly parentData: string;
}

/** Reads the files now. Never throws: what is wrong is among the findings. */
export const loadConfiguration = (options: DaemonOptions): LoadedConfiguration =>
  loadedOf(check(options), options);

/** The same, with the texts that it was made of. */
export function loadFile(options: DaemonOptions): LoadedFile {
  const checked = check(options);
  const { sources } = checked;
  return { file: options.configurationFile, loaded: loadedOf(checked, options), sources };
}

export interface LoadedFile {
  readonly file: string;
  readonly loaded: LoadedConfiguration;
  readonly sources: readonly SourceText[];
}

function loadedOf(checked: Check, options: DaemonOptions): LoadedConfiguration {
  const { configuration, diagnostics, sources, isBare, exitCode } = checked;
  const sourcePaths = sources.map(({ path }) => path);
  return {
    configuration: { ...configuration, sourcePaths },
    diagnostics,
    findings: diagnostics.map((diagnostic) => findingLine(diagnostic, sources)),
    usable: sources.length > 0,
    isBare,
    testExitCode: exitCode,
    parentData: parentData(configuration, options),
  };
}

/** The same reading for a config test; null for a machine that is not to be looked at. */
export function check(
  options: DaemonOptions,
  machine: Machine | null = thisMachine(),
  files: Files = diskFiles,
): Check {
  return checkConfiguration(options.configurationFile, files, environmentOf(options), machine);
}

/** What the files may ask about this machine. */
export function environmentOf(options: DaemonOptions): Environment {
  return {
    configId: options.configurationId ?? hostname().replace(/\..*/, ""),
    requireIncludes: options.requireIncludes,
    environmentVariable: (name) => process.env[name] ?? null,
    random: (min, max) => min + Math.floor(Math.random() * (max - min + 1)),
    workingDirectory: process.cwd(),
  };
}

function parentData({ global, daemon }: Configuration, options: DaemonOptions): string {
  const namespace = options.networkNamespace ?? daemon.networkNamespace;
  return `${globalLines(global, namespace).join("\n")}\n`;
}
