/**
 * Holdfast side by side with the keepalived of this machine, in one run.
 *
 *     make bench              all measures (some minutes)
 *     node bench/main.ts --only cpu --only start --quick
 *
 * The table goes to standard output, JSON to build/bench/.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, release } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { run } from "../test/lab/command.ts";
import { missingPrerequisites } from "../test/lab/prerequisites.ts";
import { nameOf, programOf } from "../test/lab/router.ts";
import type { Figure, Measure, MeasureOptions } from "./measure.ts";
import { cpu } from "./measures/cpu.ts";
import { crashGap } from "./measures/crash-gap.ts";
import {
  directorHttp,
  directorReload,
  directorRemoval,
  directorTable,
  directorTcp,
} from "./measures/director.ts";
import { memory } from "./measures/memory.ts";
import { parsing } from "./measures/parsing.ts";
import { processKillGap } from "./measures/process-kill-gap.ts";
import { punctuality } from "./measures/punctuality.ts";
import { reloadInstances } from "./measures/reload-instances.ts";
import { settling } from "./measures/settling.ts";
import { start } from "./measures/start.ts";
import { stopGap } from "./measures/stop-gap.ts";
import { trackScripts } from "./measures/track-scripts.ts";
import { type MeasureResult, type Report, reportJson, reportTable } from "./report.ts";

const measures: readonly Measure[] = [
  crashGap,
  stopGap,
  processKillGap,
  start,
  punctuality,
  cpu,
  settling,
  reloadInstances,
  trackScripts,
  memory,
  parsing,
  directorTable,
  directorReload,
  directorTcp,
  directorHttp,
  directorRemoval,
];
const root = join(import.meta.dirname, "..");

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: "string", multiple: true, default: [] },
      quick: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
    },
  });
  if (values.list) {
    for (const measure of measures) console.log(`${measure.name.padEnd(16)} ${measure.about}`);
    return 0;
  }
  const unknown = values.only.filter((name) => !measures.some((each) => each.name === name));
  const trouble = unknown.map((name) => `there is no measure "${name}": see --list.`);
  trouble.push(...missingPrerequisites(["ip", "keepalived", "tcpdump", "tshark"]));
  if (trouble.length > 0) {
    console.error(`The bench cannot run:\n${trouble.map((each) => `  - ${each}`).join("\n")}`);
    return 2;
  }
  const chosen = measures.filter(
    (each) => values.only.length === 0 || values.only.includes(each.name),
  );
  const report = await takeAll(chosen, values.quick);
  const file = write(report);
  console.log(["", ...reportTable(report), "", `JSON: ${file}`].join("\n"));
  return report.results.every((result) => result.failure === null) ? 0 : 1;
}

async function takeAll(chosen: readonly Measure[], quick: boolean): Promise<Report> {
  const results: MeasureResult[] = [];
  for (const measure of chosen) {
    const { name, about } = measure;
    const figures: Figure[] = [];
    const options: MeasureOptions = {
      quick,
      progress: (text) => console.error(`  ${name}: ${text}`),
      add: (...more) => void figures.push(...more),
    };
    const failure = await measure.run(options).then(
      () => null,
      (error: unknown) => String(error),
    );
    if (failure !== null) console.error(failure);
    results.push({ name, about, figures, failure });
  }
  const [core] = cpus();
  return {
    takenAt: new Date().toISOString(),
    machine: { kernel: release(), cores: cpus().length, model: core?.model ?? "unknown" },
    versions: { holdfast: holdfastVersion(), keepalived: keepalivedVersion() },
    quick,
    results,
  };
}

function holdfastVersion(): string {
  if (nameOf("holdfast") !== "Holdfast") return `${programOf("holdfast")} (stand-in)`;
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return String(version);
}

function keepalivedVersion(): string {
  const { stderr, stdout } = run(["keepalived", "--version"]);
  return /v(\d[\d.]*)/.exec(`${stderr}${stdout}`)?.[1] ?? "of unknown version";
}

function write(report: Report): string {
  const directory = join(root, "build/bench");
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `${report.takenAt.replaceAll(":", "-")}.json`);
  writeFileSync(file, reportJson(report));
  return file;
}
