import assert from "node:assert/strict";
import { test } from "node:test";
import type { Diagnostic } from "../../../../src/config/diagnostics/diagnostic.ts";
import { findingLine } from "../../../../src/daemon/configuration/finding-line.ts";

const sources = [{ path: "/etc/k.conf", lines: [] }];
const misspelt: Diagnostic = {
  code: "HF0107",
  severity: "error",
  span: { source: 0, line: 7, column: 3, length: 7 },
  message: 'unknown keyword "prioriy"',
};
const lineOf = (differences: Partial<Diagnostic>) =>
  findingLine({ ...misspelt, ...differences }, sources);

test("a finding names its file and line, also where there is only one file", () => {
  assert.equal(lineOf({}), '(/etc/k.conf: Line 7) unknown keyword "prioriy"');
});

test("the nearest keyword and the consequence stand on the same line", () => {
  const help = 'did you mean "priority"?';
  const consequence = "VI_1 therefore runs with the default priority, 100.";
  assert.equal(
    lineOf({ help, consequence }),
    '(/etc/k.conf: Line 7) unknown keyword "prioriy"; did you mean "priority"? ' +
      "VI_1 therefore runs with the default priority, 100.",
  );
  assert.equal(
    lineOf({ consequence }),
    `(/etc/k.conf: Line 7) unknown keyword "prioriy". ${consequence}`,
  );
});

test("what concerns the whole configuration has no place", () => {
  assert.equal(lineOf({ span: null, message: "nothing to run" }), "nothing to run");
});

test("text from a file cannot forge a line of the log", () => {
  assert.ok(!lineOf({ message: 'unknown keyword "a\nb\u001b[1m"' }).includes("\n"));
});
