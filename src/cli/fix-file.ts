/** `check --fix` and `check --diff`: carries the safe fixes out on a file and what it includes. */
import { resolve } from "node:path";
import type { Diagnostic } from "../config/diagnostics/diagnostic.ts";
import { type Painter, painter, whereIs } from "../config/diagnostics/render.ts";
import type { Files } from "../config/files.ts";
import { withTexts } from "../config/fix/overlay.ts";
import { type FileChange, type LeftOut, planFixes, textAfter } from "../config/fix/plan-fixes.ts";
import { unifiedDiff } from "../config/fix/unified-diff.ts";
import { encodeText } from "../config/language/text.ts";
import type { Source } from "../config/language/tree.ts";
import { check } from "../daemon/configuration/load.ts";
import type { DaemonOptions } from "../daemon/options.ts";
import { replaceFile } from "../kernel/replace-file.ts";
import type { CheckOutput } from "./check-output.ts";
import { standardInputName } from "./standard-input.ts";

/** False when something was to be written and could not be. */
export function fixFile(
  options: DaemonOptions,
  files: Files,
  mode: "show" | "write",
  colour: boolean,
  { out, aside }: CheckOutput,
): boolean {
  // What the machine lacks is no mistake in the file, and has no fix.
  const found = check(options, null, files);
  const plan = planFixes(found, (texts) => {
    const byPath = new Map([...texts].map(([path, text]) => [resolve(path), text] as const));
    return check(options, null, withTexts(files, byPath));
  });
  for (const left of plan.leftOut) aside(`${leftOutLine(left, found.sources)}\n`);
  if (mode === "show") {
    const paint = painter(colour);
    for (const change of plan.changes) out(diffOf(change, paint));
    return true;
  }
  const failed = new Set<string>();
  for (const change of plan.changes) {
    const problem = write(change);
    if (problem === null) continue;
    failed.add(change.path);
    aside(`cannot fix ${change.path}: ${problem}\n`);
  }
  for (const each of plan.fixed) {
    const path = found.sources[each.span?.source ?? 0]?.path ?? "";
    if (!failed.has(path)) aside(`${fixedLine(each, found.sources)}\n`);
  }
  if (plan.changes.length > 0) aside("\n");
  return failed.size === 0;
}

function write({ path, before, lines }: FileChange): string | null {
  if (path === standardInputName) return "standard input cannot be written to";
  const written = replaceFile(path, encodeText(before), encodeText(textAfter(lines)));
  return written.ok ? null : written.error;
}

function fixedLine({ code, span, fix }: Diagnostic, sources: readonly Source[]): string {
  const place = span === null ? "" : `${whereIs(span, sources)}: `;
  return `${place}fixed ${code}: ${fix?.title ?? ""}`;
}

function leftOutLine({ diagnostic, because }: LeftOut, sources: readonly Source[]): string {
  const { code, span, fix } = diagnostic;
  const place = span === null ? "" : `${whereIs(span, sources)}: `;
  const title = fix?.title ?? "";
  const reason =
    because === null
      ? "it would not mend it"
      : `it would bring ${because.severity} ${because.code}, ${because.message}`;
  return `${place}not fixed ${code}: ${title}: ${reason}`;
}

const removed = "31";
const added = "32";

function diffOf({ path, lines }: FileChange, paint: Painter): string {
  return unifiedDiff(path, lines)
    .map((line) => {
      const style = line.startsWith("-") ? removed : line.startsWith("+") ? added : null;
      return `${style === null ? line : paint(style, line)}\n`;
    })
    .join("");
}
