import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { fileNumber, readFileNumber } from "../../../../src/checks/file/file-number.ts";

/** As keepalived 2.2.7 takes them. */
const contents: readonly (readonly [text: string, value: number | null])[] = [
  ["5", 5],
  ["5\n", 5],
  ["0x10", 16],
  ["010", 8],
  ["  7 xyz", 7],
  ["-3", -3],
  ["abc", 0],
  ["12abc", 12],
  ["", 0],
  ["+4", 4],
  ["8\n9", 8],
  ["1e3", 1],
  ["-0x5", -5],
  ["6.9", 6],
  ["09", 0],
  ["0x", 0],
  ["- 5", 0],
  ["-0", 0],
  ["2147483647", 2_147_483_647],
  ["3000000000", null],
  ["99999999999999", null],
  ["-2147483648", null],
];

for (const [text, value] of contents) {
  test(`${JSON.stringify(text)} says ${value ?? "nothing that counts"}`, () => {
    const read = fileNumber(text);
    assert.ok(value === null ? !read.ok : read.ok && Object.is(read.value, value));
  });
}

test("any bytes are a whole number or an error", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = fileNumber(text);
      assert.ok(!read.ok || Number.isSafeInteger(read.value));
    }),
  );
});

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-number-"));
});
after(() => rmSync(folder, { recursive: true }));

test("what is no readable file says 0, and nobody waits for it", () => {
  const path = (name: string) => join(folder, name);
  mkdirSync(path("folder"));
  execFileSync("mkfifo", [path("pipe")]);
  for (const name of ["missing", "folder", "pipe", "folder/below/nothing"]) {
    assert.deepEqual(readFileNumber(path(name)), { ok: true, value: 0 });
  }
});

test("of a huge file only the beginning is read", () => {
  const path = join(folder, "huge");
  writeFileSync(path, `42 ${"9".repeat(10_000_000)}`);
  assert.deepEqual(readFileNumber(path), { ok: true, value: 42 });
});
