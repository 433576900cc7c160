/** Pages of docs/ with configurations, and with what checks say of these now. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { clusterChecked } from "../src/cli/check-cluster.ts";
import { ofTheMachine } from "../src/cli/check-files.ts";
import { checkExampleFile } from "../src/config/build/example-check.ts";
import { priorityTables } from "../src/config/cluster/priority-tables.ts";
import { type Checked, checkExitCode } from "../src/config/diagnostics/checked.ts";
import { renderJson } from "../src/config/diagnostics/json.ts";
import { renderReport } from "../src/config/diagnostics/report.ts";
import { planFixes } from "../src/config/fix/plan-fixes.ts";
import { unifiedDiff } from "../src/config/fix/unified-diff.ts";
import { renderPriorities } from "../src/config/priorities/render.ts";

const root = join(import.meta.dirname, "..");

export const checkedPages = ["docs/check.md", "docs/tracking.md"] as const;

export const checkedPage = (page: CheckedPage): string => readFileSync(join(root, page), "utf8");

export const currentCheckedPage = (page: CheckedPage): string =>
  withCurrentOutputs(checkedPage(page));

type CheckedPage = (typeof checkedPages)[number];

/** A block of a configuration is named behind its fence; that of a session begins with its command. */
const block = /^```(?<kind>keepalived (?<name>\S+)|console)\n(?<body>[\s\S]*?)^```$/gm;
const command = /^\$ holdfast check (?<words>.*)$/m;
const folder = "/etc/keepalived";

function withCurrentOutputs(page: string): string {
  const texts = new Map<string, string>();
  return page.replaceAll(block, (whole: string, ...groups: readonly unknown[]) => {
    const { name, body = "" } = groups.at(-1) as { name?: string; body?: string };
    if (name !== undefined) {
      texts.set(`${folder}/${name}`, body);
      return whole;
    }
    const words = command.exec(body)?.groups?.words;
    if (words === undefined) return whole;
    const output = outputOf(words.split(" "), Object.fromEntries(texts));
    return `\`\`\`console\n$ holdfast check ${words}\n${output}\`\`\``;
  });
}

function outputOf(words: readonly string[], texts: Readonly<Record<string, string>>): string {
  const names = words.filter((word) => !word.startsWith("--"));
  const looked = names.map((path) => ({ path, check: checkExampleFile(path, texts) }));
  if (words.includes("--priorities")) return renderPriorities(priorityTables(looked));
  if (words.includes("--diff")) return names.map((name) => diffOf(name, texts)).join("");
  const notLookedAt = words.includes("--cluster") ? ofTheMachine : [];
  const checked = looked.map(({ path, check }): Checked => {
    const { diagnostics, sources } = check;
    const exitCode = checkExitCode(check.exitCode, diagnostics);
    return { path, diagnostics, sources, exitCode, notLookedAt, trouble: null };
  });
  const all = words.includes("--cluster") ? [...checked, clusterChecked(looked)] : checked;
  if (!words.includes("--format=json")) return renderReport(all);
  return renderJson(all, Math.max(...all.map(({ exitCode }) => exitCode)));
}

function diffOf(name: string, texts: Readonly<Record<string, string>>): string {
  const plan = planFixes(checkExampleFile(name, texts), (others) => {
    const byPath = [...others].map(([path, text]) => [`${folder}/${path}`, text] as const);
    return checkExampleFile(name, { ...texts, ...Object.fromEntries(byPath) });
  });
  return plan.changes
    .flatMap(({ path, lines }) => unifiedDiff(path, lines))
    .map((line) => `${line}\n`)
    .join("");
}
