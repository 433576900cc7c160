import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { play } from "./play.ts";
import { readScenarios } from "./transcript.ts";

const folder = join(import.meta.dirname, "vrrp");

for (const file of globSync("*.txt", { cwd: folder }).sort()) {
  for (const scenario of readScenarios(readFileSync(join(folder, file), "utf8"), /^instance /)) {
    test(scenario.title, () => play(scenario));
  }
}
