import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { EditedLine } from "../../../../src/config/fix/edit-lines.ts";
import { textAfter } from "../../../../src/config/fix/plan-fixes.ts";
import { unifiedDiff } from "../../../../src/config/fix/unified-diff.ts";

const kept = (before: string): EditedLine => ({ before, after: before });

test("a change is shown with three lines around it", () => {
  const lines = [..."abcdefghi"].map((letter) => kept(`${letter}\n`));
  lines[4] = { before: "e\n", after: "E\n" };
  assert.deepEqual(unifiedDiff("k.conf", lines), [
    "--- k.conf",
    "+++ k.conf",
    "@@ -2,7 +2,7 @@",
    " b",
    " c",
    " d",
    "-e",
    "+E",
    " f",
    " g",
    " h",
  ]);
  assert.deepEqual(unifiedDiff("k.conf", lines.slice(0, 3)), []);
});

test("a last line without its newline says so", () => {
  assert.deepEqual(unifiedDiff("k", [{ before: "a", after: "b" }]).slice(3), [
    "-a",
    "\\ No newline at end of file",
    "+b",
    "\\ No newline at end of file",
  ]);
});

test("a password is neither context nor, where its line changes, shown", () => {
  const lines = ["a\n", " auth_pass one\n", "b\n", "c\n", "authpass two\n", "d\n"].map(kept);
  lines[3] = { before: "c\n", after: "C\n" };
  assert.deepEqual(unifiedDiff("k", lines).slice(2), ["@@ -3,2 +3,2 @@", " b", "-c", "+C"]);
  const changed: EditedLine = { before: "auht_pass one\n", after: "auth_pass one\n" };
  assert.deepEqual(unifiedDiff("k", [changed]).slice(3), [
    "-auht_pass ********",
    "+auth_pass ********",
  ]);
});

const line = fc.constantFrom<EditedLine>(
  kept("same\n"),
  kept("\n"),
  { before: "old\n", after: "new\n" },
  { before: "gone\n", after: null },
);

test("followed line by line, it makes of the old text the new one", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const before = lines.map((each) => each.before).join("");
      assert.equal(patched(before, unifiedDiff("k.conf", lines)), textAfter(lines));
    }),
  );
});

/** Does what patch(1) does, and insists on every number and every line. */
function patched(text: string, diff: readonly string[]): string {
  const old = text.match(/[^\n]*\n/g) ?? [];
  const result: string[] = [];
  let at = 0;
  for (const row of diff.slice(2)) {
    const hunk = /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@$/.exec(row);
    if (hunk !== null) {
      const [from = 0, , to = 0, added = 0] = hunk.slice(1).map(Number);
      while (at < from - 1) result.push(old[at++] ?? "");
      assert.equal(result.length, added === 0 ? to : to - 1);
      continue;
    }
    const body = `${row.slice(1)}\n`;
    if (!row.startsWith("+")) assert.equal(old[at++], body);
    if (!row.startsWith("-")) result.push(body);
  }
  return [...result, ...old.slice(at)].join("");
}
