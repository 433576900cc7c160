/** Findings as SARIF 2.1.0 (OASIS), which code-review sites and editors show beside the lines. */
import type { Source, Span } from "../language/tree.ts";
import type { Checked } from "./checked.ts";
import type { Code } from "./code.ts";
import { allCodes } from "./codes.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import { editsOf, type PlainEdit } from "./json.ts";

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  fatal: "error",
  error: "error",
  warning: "warning",
  notice: "note",
};

/** A text that ends with a newline. */
export function renderSarif(files: readonly Checked[], productVersion: string): string {
  const rules = allCodes.toSorted((left, right) => (left.code < right.code ? -1 : 1));
  const indexes = new Map(rules.map(({ code }, index) => [code, index] as const));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "holdfast", version: productVersion, rules: rules.map(ruleOf) } },
        columnKind: "utf16CodeUnits",
        invocations: files.map(invocationOf),
        results: files.flatMap((file) =>
          file.diagnostics.map((diagnostic) => ({
            ...resultOf(diagnostic, file),
            ruleIndex: indexes.get(diagnostic.code) ?? -1,
          })),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const ruleOf = ({ code, severity, title, explanation }: Code) => ({
  id: code,
  shortDescription: { text: title },
  fullDescription: { text: explanation },
  help: { text: `${explanation} "holdfast explain ${code}" shows a wrong and a right example.` },
  defaultConfiguration: { level: levels[severity] },
});

/** What kept the check from looking is said here; what it found are results. */
const invocationOf = ({ path, exitCode, trouble, notLookedAt }: Checked) => ({
  executionSuccessful: trouble === null,
  exitCode,
  arguments: ["check", path],
  toolExecutionNotifications: [
    ...(trouble === null ? [] : [{ level: "warning", message: { text: trouble } }]),
    ...(notLookedAt.length === 0
      ? []
      : [{ level: "note", message: { text: `Not looked at: ${notLookedAt.join(", ")}.` } }]),
  ],
});

function resultOf(diagnostic: Diagnostic, { path, sources }: Checked) {
  const { code, severity, message, help, consequence, span, related, fix } = diagnostic;
  const sentences = [message, help === undefined ? "" : help].filter((part) => part !== "");
  const text = `${sentences.join("; ")}${consequence === undefined ? "" : `. ${consequence}`}`;
  const place = span === null ? { artifactLocation: artifact(path) } : placeOf(span, sources);
  return {
    ruleId: code,
    level: levels[severity],
    message: { text },
    locations: [{ physicalLocation: place }],
    ...(related === undefined
      ? {}
      : {
          relatedLocations: related.map((each) => ({
            physicalLocation: placeOf(each.span, sources),
            message: { text: each.message },
          })),
        }),
    ...(fix === undefined
      ? {}
      : { fixes: [{ description: { text: fix.title }, artifactChanges: changes(fix, sources) }] }),
  };
}

function changes(fix: NonNullable<Diagnostic["fix"]>, sources: readonly Source[]) {
  const byFile = Map.groupBy(editsOf(fix, sources), ({ file }) => file);
  return [...byFile].map(([file, edits]) => ({
    artifactLocation: artifact(file),
    replacements: edits.map(replacementOf),
  }));
}

const replacementOf = ({ line, column, endLine, endColumn, text }: PlainEdit) => ({
  deletedRegion: { startLine: line, startColumn: column, endLine, endColumn },
  insertedContent: { text },
});

const placeOf = ({ source, line, column, length }: Span, sources: readonly Source[]) => ({
  artifactLocation: artifact(sources[source]?.path ?? ""),
  region: { startLine: line, startColumn: column, endColumn: column + length },
});

/** A path as a URI reference; relative ones stay so. */
function artifact(path: string): { readonly uri: string } {
  const encoded = path.toWellFormed().split("/").map(encodeURIComponent).join("/");
  return { uri: path.startsWith("/") ? `file://${encoded}` : encoded };
}
