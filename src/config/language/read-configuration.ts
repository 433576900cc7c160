/** The language layer's entry: a path in, statements out, with everything wrong on the way named. */
import { languageCodes } from "../diagnostics/codes-language.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type Files, reasonOf } from "../files.ts";
import type { BlockNames } from "./blocks.ts";
import type { Environment } from "./environment.ts";
import type { LineSink } from "./line-sink.ts";
import type { CommentsInDefinitions } from "./physical-lines.ts";
import { Reader } from "./reader.ts";
import { Report } from "./report.ts";
import type { SourceText } from "./source-text.ts";
import { Sources } from "./sources.ts";
import { StatementWriter } from "./statements.ts";
import { mendTornBlocks } from "./torn-blocks.ts";
import type { Statement } from "./tree.ts";

export type { Environment } from "./environment.ts";

export interface Reading {
  readonly statements: readonly Statement[];
  /** In the order in which they were opened; spans name them by index. */
  readonly sources: readonly SourceText[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a configuration and all it includes. `path` may be relative to the working directory, and
 * messages show it as it is given. `names` knows where blocks stand. Never throws: problems are in
 * `diagnostics`.
 */
export function readConfiguration(
  path: string,
  files: Files,
  environment: Environment,
  names: BlockNames,
): Reading {
  const report = new Report();
  const sources = new Sources(files, report);
  const absolute = files.resolve(environment.workingDirectory, path);
  const opened = sources.open(absolute, path);
  if (!opened.ok) {
    const message = `cannot read "${path}": ${reasonOf(opened.error)}`;
    report.say(languageCodes.fileNotRead, null, { message });
    return { statements: [], sources: [], diagnostics: report.diagnostics };
  }
  const writer = new StatementWriter(report, names, sources.all);
  new Reader(files, sources, environment, writer, report).read(opened.value, absolute);
  const statements = mendTornBlocks(writer.statements, names, report);
  return { statements, sources: sources.all, diagnostics: report.diagnostics };
}

/** Reads the same files again into another sink; what is wrong on the way is not said again. */
export function readLines(
  path: string,
  files: Files,
  environment: Environment,
  sink: LineSink,
  comments: CommentsInDefinitions,
): void {
  const report = new Report();
  const sources = new Sources(files, report);
  const absolute = files.resolve(environment.workingDirectory, path);
  const opened = sources.open(absolute, path);
  if (!opened.ok) return;
  const reader = new Reader(files, sources, environment, sink, report, comments);
  reader.read(opened.value, absolute);
}
