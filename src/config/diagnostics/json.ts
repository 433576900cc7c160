/** Findings for programs. The form is stable: fields are added, none changes its meaning. */
import { linesOf, replacementsIn } from "../fix/edit-lines.ts";
import type { Source, Span } from "../language/tree.ts";
import { type Checked, countOf, fixableOf, severities } from "./checked.ts";
import { codeOf } from "./codes.ts";
import type { Diagnostic, Fix } from "./diagnostic.ts";

const formatVersion = 1;

/** A text that ends with a newline. */
export function renderJson(files: readonly Checked[], exitCode: number): string {
  const all = files.flatMap(({ diagnostics }) => diagnostics);
  const report = {
    version: formatVersion,
    exitCode,
    summary: {
      ...Object.fromEntries(severities.map((severity) => [severity, countOf(all, severity)])),
      fixable: fixableOf(all),
    },
    files: files.map(fileRecord),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

const fileRecord = ({ path, exitCode, notLookedAt, trouble, diagnostics, sources }: Checked) => ({
  path,
  exitCode,
  notLookedAt,
  trouble,
  diagnostics: diagnostics.map((diagnostic) => record(diagnostic, sources)),
});

function record(diagnostic: Diagnostic, sources: readonly Source[]) {
  const { code, severity, message, help, consequence, span, related, fix } = diagnostic;
  return {
    code,
    severity,
    title: codeOf(code)?.title ?? "",
    message,
    help: help ?? null,
    consequence: consequence ?? null,
    place: span === null ? null : placeOf(span, sources),
    related: (related ?? []).map((each) => ({
      message: each.message,
      place: placeOf(each.span, sources),
    })),
    fix: fix === undefined ? null : { title: fix.title, edits: editsOf(fix, sources) },
  };
}

/** Lines and columns count from 1, columns in UTF-16 code units. */
const placeOf = ({ source, line, column, length }: Span, sources: readonly Source[]) => ({
  file: sources[source]?.path ?? "",
  line,
  column,
  length,
});

/** What to put where, in so many words: whoever carries them out needs no rule about blanks. */
export interface PlainEdit {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** A whole line ends at column 1 of the next one. */
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** The fix's edits as regions of its files. */
export function editsOf(fix: Fix, sources: readonly Source[]): readonly PlainEdit[] {
  const byPlace = Map.groupBy(fix.edits, ({ span }) => `${span.source}:${span.line}`);
  return [...byPlace.values()].flatMap((edits) => {
    const [{ span }] = edits as [Fix["edits"][number]];
    const source = sources[span.source];
    const text = source?.lines[span.line - 1] ?? "";
    const [line = ""] = linesOf(`${text}\n`);
    return replacementsIn(line, edits).map(({ from, to, text: by }) => {
      const takesLine = to === line.length;
      return {
        file: source?.path ?? "",
        line: span.line,
        column: from + 1,
        endLine: takesLine ? span.line + 1 : span.line,
        endColumn: takesLine ? 1 : to + 1,
        text: by,
      };
    });
  });
}
