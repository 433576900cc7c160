import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";

/** Which rings a file of a ring may import. */
const allowed: Record<string, readonly string[]> = {
  wire: ["wire"],
  config: ["config", "wire"],
  core: ["core", "wire", "config"],
  ports: ["ports", "wire", "config", "core"],
  kernel: ["kernel", "ports", "core", "wire", "config"],
  checks: ["checks", "ports", "core", "wire", "config"],
  sim: ["sim", "ports", "core", "wire", "config"],
};
/** Rings that never touch the machine. */
const pure = new Set(["wire", "config", "core", "ports"]);
const impure =
  /\b(?:Date\b|Math\.random|performance\b|process\.|setTimeout\b|setInterval\b|console\.)/;

const root = join(import.meta.dirname, "../..");
const files = globSync("src/**/*.ts", { cwd: root });
const ringOf = (path: string): string => path.split("/")[1] ?? "";

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/\/\/.*$/gm, "");
}

test("imports point inwards only", () => {
  const wrong: string[] = [];
  for (const file of files) {
    const rings = allowed[ringOf(file)];
    if (rings === undefined) continue;
    for (const target of importsOf(readFileSync(join(root, file), "utf8"))) {
      if (!target.startsWith(".")) continue;
      const ring = ringOf(normalize(join(dirname(file), target)));
      if (!rings.includes(ring)) wrong.push(`${file} imports ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(files.length > 10);
});

test("rings 1 to 3 use no clock, chance, file, socket or process", () => {
  const wrong: string[] = [];
  for (const file of files.filter((path) => pure.has(ringOf(path)))) {
    const text = readFileSync(join(root, file), "utf8");
    const found = importsOf(text).filter((target) => target.startsWith("node:"));
    const word = impure.exec(withoutComments(text));
    if (found.length > 0) wrong.push(`${file} imports ${found.join(", ")}`);
    if (word !== null) wrong.push(`${file} uses ${word[0]}`);
  }
  assert.deepEqual(wrong, []);
});
