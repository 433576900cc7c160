import assert from "node:assert/strict";
import { test } from "node:test";
import { allCodes, codeOf } from "../../../../src/config/diagnostics/codes.ts";

test("every code has a number of its own, and can be found by it", () => {
  assert.equal(new Set(allCodes.map(({ code }) => code)).size, allCodes.length);
  for (const entry of allCodes) {
    assert.match(entry.code, /^HF\d{4}$/);
    assert.equal(codeOf(entry.code), entry);
  }
  assert.equal(codeOf("HF9999"), null);
});

test("every code explains itself, and none that is only worth knowing fails a check", () => {
  for (const { code, severity, title, explanation, exit } of allCodes) {
    assert.ok(explanation.length > title.length && explanation.endsWith("."), code);
    if (severity === "notice") assert.equal(exit, 0, code);
    if (severity === "fatal") assert.notEqual(exit, 0, code);
  }
});
