import assert from "node:assert/strict";
import { test } from "node:test";
import { widened } from "../../../../src/kernel/probe-sockets/ping-permission.ts";

const cases: readonly [string, number, string | null][] = [
  ["1\t0", 0, "0 0"],
  ["1\t0", 1000, "1000 1000"],
  ["0\t2147483647", 0, null],
  ["100\t200", 100, null],
  ["100\t200", 200, null],
  ["100\t200", 0, "0 200"],
  ["100\t200", 300, "100 300"],
];
for (const [range, group, expected] of cases) {
  test(`group ${group} and the range ${range.replace("\t", "..")}: ${expected ?? "as it is"}`, () => {
    assert.equal(widened(range, group), expected);
  });
}
