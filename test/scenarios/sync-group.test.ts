import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { playGroup } from "./sync-group/play.ts";
import { readScenarios } from "./transcript.ts";

const folder = join(import.meta.dirname, "sync-group");

for (const file of globSync("*.txt", { cwd: folder }).sort()) {
  for (const scenario of readScenarios(readFileSync(join(folder, file), "utf8"), /^member /)) {
    test(scenario.title, () => playGroup(scenario));
  }
}
