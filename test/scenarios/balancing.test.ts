import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { playBalancing } from "./balancing/play.ts";
import { readScenarios } from "./transcript.ts";

const folder = join(import.meta.dirname, "balancing");

for (const file of globSync("*.txt", { cwd: folder }).sort()) {
  const text = readFileSync(join(folder, file), "utf8");
  for (const scenario of readScenarios(text, /^virtual_server /)) {
    test(scenario.title, () => playBalancing(scenario));
  }
}
