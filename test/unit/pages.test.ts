import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { generatedPages } from "../../scripts/pages.ts";
import { entriesIn, sectionNames } from "../../src/config/keywords/reference/entries.ts";
import { synopsisOf } from "../../src/config/keywords/reference/facts.ts";

const root = join(import.meta.dirname, "../..");
const pages = generatedPages();

for (const [path, text] of Object.entries(pages)) {
  test(`${path} is what the program makes now; "make pages" writes it`, () => {
    assert.equal(readFileSync(join(root, path), "utf8"), text);
  });
}

test("the reference has every keyword of every section", () => {
  const reference = pages["docs/keywords.md"] ?? "";
  const manual = pages["packaging/man/holdfast.conf.5"] ?? "";
  for (const section of sectionNames) {
    for (const { name, keyword } of entriesIn(section)) {
      const start = `\`${synopsisOf(name, keyword)}\``;
      const isExplained = reference.includes(`### ${start}`);
      assert.ok(isExplained || reference.includes(`\`${name}\``), `${section} ${name}`);
    }
  }
  assert.equal(manual.match(/^\.SH /gm)?.length, sectionNames.length + 3);
});

test("the manual pages are sound, and say which program they are about", () => {
  for (const page of ["holdfast.conf.5", "holdfast.8"]) {
    const text = pages[`packaging/man/${page}`] ?? "";
    assert.match(text, new RegExp(`^\\.\\\\".*\\n\\.TH ${page.replace(/\.(\d)$/, " $1")} `));
    for (const line of text.split("\n")) {
      assert.match(line, /^(?:\.(?:\\"|TH|SH|PP|TP|B|RS|RE|EX|EE)(?: |$)|[^.'])|^$/, line);
    }
  }
});

test("bash reads the completion", () => {
  const path = join(root, "packaging/completion/holdfast.bash");
  const { status, stderr } = spawnSync("bash", ["-n", path], { encoding: "utf8" });
  assert.equal(`${status}${stderr}`, "0");
});
