/** What `holdfast check` says to people about one file and about all of them. */
import { type Checked, countsInWords, fixableOf, plural, severities } from "./checked.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { painter, type RenderOptions, renderDiagnostics, visible } from "./render.ts";

export interface ReportOptions extends RenderOptions {
  /** The fixes were carried out or shown already: what is left has none that would do. */
  readonly isMended?: boolean;
}

const green = "1;32";
const red = "1;31";

/** All that is said about files; an empty line parts the findings of one from another's. */
export function renderReport(files: readonly Checked[], options: ReportOptions = {}): string {
  let report = "";
  let isParted = true;
  for (const [index, file] of files.entries()) {
    const text = renderChecked(file, options);
    const isOneLine = text.indexOf("\n") === text.length - 1;
    if (!isParted || (!isOneLine && index > 0)) report += "\n";
    report += text;
    isParted = isOneLine;
  }
  const summary = renderSummary(files, options.isMended === true);
  const gap = !isParted && summary !== "" && files.length > 1 ? "\n" : "";
  return `${report}${gap}${summary}`;
}

/** The findings, and a line that says how the file stands. */
function renderChecked(checked: Checked, options: RenderOptions = {}): string {
  const { diagnostics, sources, trouble } = checked;
  const parts = [
    ...(diagnostics.length === 0 ? [] : [renderDiagnostics(diagnostics, sources, options)]),
    ...(trouble === null ? [] : [trouble]),
    verdictOf(checked, options),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** `k.conf: not ok, 2 errors, 1 warning (exit code 5)`. */
function verdictOf({ path, diagnostics, exitCode }: Checked, { colour }: RenderOptions): string {
  const paint = painter(colour ?? false);
  const word = paint(exitCode === 0 ? green : red, wordOf({ exitCode }));
  const counts = countsInWords(diagnostics);
  const code = exitCode === 0 ? "" : ` (exit code ${exitCode})`;
  return `${visible(path)}: ${word}${counts === "" ? "" : `, ${counts}`}${code}`;
}

const wordOf = ({ exitCode }: Pick<Checked, "exitCode">): string =>
  exitCode === 0 ? "ok" : "not ok";

/** What can be done next, and the sum of several files; empty where there is nothing to say. */
function renderSummary(files: readonly Checked[], isMended: boolean): string {
  const all = files.flatMap(({ diagnostics }) => diagnostics);
  const notLookedAt = [...new Set(files.flatMap((file) => file.notLookedAt))];
  return [
    ...(files.length === 1 ? [] : [sumOf(files, all)]),
    ...(notLookedAt.length === 0 ? [] : [`Not looked at: ${notLookedAt.join(", ")}.`]),
    ...advice(all, isMended),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function sumOf(parts: readonly Checked[], all: readonly Diagnostic[]): string {
  const files = parts.filter(({ isCluster }) => isCluster !== true);
  const cluster = parts.find(({ isCluster }) => isCluster === true);
  const sound = files.filter(({ exitCode }) => exitCode === 0).length;
  const counts = countsInWords(all);
  const rest = sound === files.length ? "all ok" : `${files.length - sound} of them not ok`;
  const together = cluster === undefined ? "" : `, together ${wordOf(cluster)}`;
  return `${plural(files.length, "file")}, ${rest}${together}${counts === "" ? "" : `: ${counts}`}`;
}

function whichOf(some: number, all: number): string {
  if (some < all) return `${some} of them`;
  return all === 1 ? "this" : "all of them";
}

function advice(all: readonly Diagnostic[], isMended: boolean): readonly string[] {
  const worst = severities
    .map((severity) => all.find((diagnostic) => diagnostic.severity === severity))
    .find((diagnostic) => diagnostic !== undefined);
  if (worst === undefined) return [];
  const fixable = isMended ? 0 : fixableOf(all);
  const explain = `\`holdfast explain ${worst.code}\` says more`;
  if (fixable === 0) return [`${explain}.`];
  const which = whichOf(fixable, all.length);
  return [`${explain}; \`holdfast check --fix\` mends ${which}, --diff shows how.`];
}
