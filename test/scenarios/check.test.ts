import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { playCheck } from "./check/play.ts";
import { readScenarios } from "./transcript.ts";

const folder = join(import.meta.dirname, "check");
const subject = /^[A-Z]+_(?:CHECK|GET) \{/;

for (const file of globSync("*.txt", { cwd: folder }).sort()) {
  for (const scenario of readScenarios(readFileSync(join(folder, file), "utf8"), subject)) {
    test(scenario.title, () => playCheck(scenario));
  }
}
