import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { expandBraces, globPaths } from "../../../src/kernel/glob.ts";

const root = mkdtempSync(join(tmpdir(), "holdfast-glob-"));
after(() => rmSync(root, { recursive: true }));
for (const name of ["a.conf", "b.conf", "B.conf", ".hidden.conf", "x1", "x-", "x]", "sub/c.conf"]) {
  mkdirSync(join(root, dirname(name)), { recursive: true });
  writeFileSync(join(root, name), "");
}

const found = (pattern: string): string[] =>
  globPaths(`${root}/${pattern}`).map((path) => path.slice(root.length + 1));

const cases: readonly [string, string, readonly string[]][] = [
  ["a star matches any run, but no leading dot", "*.conf", ["B.conf", "a.conf", "b.conf"]],
  ["a leading dot is matched by a dot", ".*.conf", [".hidden.conf"]],
  ["a question mark is one character", "?.conf", ["B.conf", "a.conf", "b.conf"]],
  ["a set has ranges", "[a-b].conf", ["a.conf", "b.conf"]],
  ["a set can be negated", "[!a-b].conf", ["B.conf"]],
  ["a bracket first in a set belongs to it", "x[]1]", ["x1", "x]"]],
  ["a dash last in a set is itself", "x[1-]", ["x-", "x1"]],
  ["a set that is not closed is itself", "x[1", []],
  ["a range that runs backwards matches nothing", "[b-a].conf", []],
  [
    "braces are alternatives, sorted together",
    "{b,a,sub/c}.conf",
    ["a.conf", "b.conf", "sub/c.conf"],
  ],
  ["braces nest", "{a,{b,sub/{c,d}}}.conf", ["a.conf", "b.conf", "sub/c.conf"]],
  ["directories match too", "s*/*.conf", ["sub/c.conf"]],
  ["a plain path is itself when it exists", "a.conf", ["a.conf"]],
  ["a plain path that is not there gives nothing", "z.conf", []],
  ["a backslash takes a character's meaning", "\\*.conf", []],
];

for (const [name, pattern, expected] of cases) {
  test(name, () => assert.deepEqual(found(pattern), expected));
}

test("any text is a pattern: nothing throws", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."ab*?[]!^-{},\\./&~|()") }), (text) => {
      assert.ok(Array.isArray(found(text.replaceAll("..", "."))));
      assert.ok(expandBraces(text).length > 0);
    }),
  );
});

test("braces that multiply beyond reason stop", () => {
  assert.ok(expandBraces("{a,b}".repeat(40)).length <= 1000);
});
