/** From a path to everything the daemon and `-t` need: one call, the same for both. */

import { machineCodes } from "../diagnostics/codes-machine.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ExitCode } from "../diagnostics/exit-code.ts";
import { inFileOrder } from "../diagnostics/order.ts";
import type { Files } from "../files.ts";
import { withoutMisplacedFixes } from "../fix/safe-fixes.ts";
import { blockNames } from "../keywords/block-names.ts";
import { type Environment, readConfiguration, readLines } from "../language/read-configuration.ts";
import type { SourceText } from "../language/source-text.ts";
import type { Statement } from "../language/tree.ts";
import type { Configuration } from "../model/configuration.ts";
import { withEchoes } from "../without-recovery/echoes.ts";
import { type Build, buildConfiguration } from "./build-configuration.ts";
import { checkMachine } from "./check-machine.ts";
import { checkScripts, type ScriptsCheck } from "./check-scripts.ts";
import { withEndsOfEmptyBlocks } from "./empty-blocks.ts";
import { unknownHost } from "./facts.ts";
import { explainLostAddresses } from "./lost-addresses.ts";
import type { Machine } from "./machine.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { notActedOn } from "./not-acted-on.ts";
import { suggestInterfaces } from "./suggest-interface.ts";
import { withoutUnusableScripts } from "./tracking/without-unusable-scripts.ts";
import { exitCodeOf } from "./verdict.ts";

export interface Check {
  /** All that is sound; empty when the file itself cannot be read. */
  readonly configuration: Configuration;
  /** In the order of the file, what concerns it as a whole first. */
  readonly diagnostics: readonly Diagnostic[];
  /** For the excerpts of the diagnostics. */
  readonly sources: readonly SourceText[];
  /** What the configuration was made of: for the places of single keywords. */
  readonly statements: readonly Statement[];
  /** It was read, and no block stands in it. */
  readonly isBare: boolean;
  /** What keepalived's config test would exit with. */
  readonly exitCode: ExitCode;
}

/**
 * Reads, builds and judges a configuration; with a `machine` also whether what it names is there.
 * Never throws: everything that is wrong is a diagnostic.
 */
export function checkConfiguration(
  path: string,
  files: Files,
  environment: Environment,
  machine: Machine | null,
): Check {
  const reading = readConfiguration(path, files, environment, blockNames);
  const { statements, sources, diagnostics: read } = reading;
  const build = buildConfiguration(statements, machine ?? unknownHost);
  const missing = machine === null ? nothing : missingOn(machine, build);
  const idle = notActedOn(statements);
  const found = inFileOrder([
    ...(idle === null ? [] : [idle]),
    ...read,
    ...build.diagnostics,
    ...missing.diagnostics,
  ]);
  const explained = explainLostAddresses(withEndsOfEmptyBlocks(found, statements), statements);
  const echoed = withEchoes(explained, (sink, comments) =>
    readLines(path, files, environment, sink, comments),
  );
  const diagnostics = withoutMisplacedFixes(maskSecrets(echoed, sources), sources);
  return {
    configuration: withoutUnusableScripts(build.configuration, missing.unusable),
    diagnostics,
    sources,
    statements,
    isBare: sources.length > 0 && statements.every(({ block }) => block === null),
    exitCode: exitCodeOf(diagnostics),
  };
}

const nothing: ScriptsCheck = { unusable: new Map(), diagnostics: [] };

function missingOn(machine: Machine, build: Build): ScriptsCheck {
  const missing = checkMachine(build.configuration, build.disabledInstances, machine);
  const lacksInterface = missing.some(({ code }) => code === machineCodes.interfaceMissing.code);
  const { unusable, diagnostics } = checkScripts(build, machine, lacksInterface);
  return { unusable, diagnostics: suggestInterfaces([...missing, ...diagnostics], machine) };
}
