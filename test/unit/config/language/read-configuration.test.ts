import assert from "node:assert/strict";
import { test } from "node:test";
import type { Files } from "../../../../src/config/files.ts";
import { readConfiguration } from "../../../../src/config/language/read-configuration.ts";
import type { Statement } from "../../../../src/config/language/tree.ts";

const environment = {
  configId: "low",
  instanceName: null,
  environmentVariable: () => null,
  random: (min: number) => min,
  workingDirectory: "/etc",
};

function filesOf(text: string): Files {
  return {
    read: () => ({ ok: true, value: new TextEncoder().encode(text) }),
    glob: () => [],
    resolve: (_directory, path) => path,
    directoryOf: () => "/",
  };
}

const shape = (statements: readonly Statement[]): unknown[] =>
  statements.map((statement) => {
    const words = statement.words.map((word) => word.text).join("|");
    return statement.block === null ? words : [words, shape(statement.block.statements)];
  });

test("statements and blocks come out with their places, wherever the braces stand", () => {
  const text = 'global_defs {\n  router_id "a b" # c\n}\nx\n{ y }\nz { u { v } w }\n';
  const reading = readConfiguration("f", filesOf(text), environment);
  assert.deepEqual(shape(reading.statements), [
    ["global_defs", ["router_id|a b"]],
    ["x", ["y"]],
    ["z", [["u", ["v"]], "w"]],
  ]);
  const routerId = reading.statements[0]?.block?.statements[0]?.words[1];
  assert.deepEqual(routerId?.span, { source: 0, line: 2, column: 13, length: 5 });
  assert.deepEqual(reading.diagnostics, []);
});
