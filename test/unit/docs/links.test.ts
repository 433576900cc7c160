import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../../..");
const pages = [
  "README.md",
  ...readdirSync(join(root, "docs")).flatMap((name) =>
    name.endsWith(".md") ? [`docs/${name}`] : [],
  ),
];
const link = /\]\((?<target>[^)#:\s]+)(?:#[^)]*)?\)/g;

const targetsOf = (page: string): string[] => {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(link)].map((match) => match.groups?.target ?? "");
};

test("what the pages link to is there", () => {
  const broken = pages.flatMap((page) =>
    targetsOf(page).flatMap((target) =>
      existsSync(join(root, dirname(page), target)) ? [] : [`${page}: ${target}`],
    ),
  );
  assert.deepEqual(broken, []);
});

test("every page of docs/ is linked to from the README or from another page", () => {
  const linked = new Set(
    pages.flatMap((page) => targetsOf(page).map((target) => join(dirname(page), target))),
  );
  const lonely = pages.filter((page) => page.startsWith("docs/") && !linked.has(page));
  assert.deepEqual(lonely, []);
});
