import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { renderDiagnostics } from "../../../../src/config/diagnostics/render.ts";
import type { Span, Statement } from "../../../../src/config/language/tree.ts";
import { configurationText } from "./arbitrary.ts";
import { read } from "./reading.ts";

function* spansOf(statements: readonly Statement[]): Generator<Span> {
  for (const { words, block } of statements) {
    for (const word of words) yield word.span;
    if (block === null) continue;
    yield block.open;
    if (block.close !== null) yield block.close;
    yield* spansOf(block.statements);
  }
}

test("property: any text is read without a throw, and every place exists", () => {
  fc.assert(
    fc.property(configurationText, configurationText, (main, included) => {
      const reading = read({ "/etc/main.conf": main, "/etc/x": included });
      const spans = [...spansOf(reading.statements)];
      for (const { span } of reading.diagnostics) if (span !== null) spans.push(span);
      for (const { source, line, column, length } of spans) {
        const text = reading.sources[source]?.lines[line - 1];
        assert.ok(text !== undefined, `line ${line} of source ${source}`);
        assert.ok(
          column >= 1 && column - 1 + length <= text.length,
          `${column}+${length}: ${text}`,
        );
      }
      assert.equal(typeof renderDiagnostics(reading.diagnostics, reading.sources), "string");
    }),
    { numRuns: 3000 },
  );
});

test("property: any bytes are read without a throw", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void read(bytes)));
});

test("property: a statement's text read again gives the same words", () => {
  const word = fc.stringMatching(/^[a-z0-9./:%-]{1,8}$/);
  const line = fc.array(
    fc.oneof(
      word,
      word.map((text) => `"${text} x"`),
    ),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const first = read(lines.map((words) => words.join("  ")).join("\n")).statements;
      const again = read(first.map((statement) => statement.text).join("\n")).statements;
      const wordsOf = (statements: readonly Statement[]) =>
        statements.map((statement) => statement.words.map((one) => [one.text, one.quoted]));
      assert.deepEqual(wordsOf(again), wordsOf(first));
    }),
  );
});

test("what doubles with every step stays bounded", () => {
  const doubling = Array.from({ length: 60 }, (_, n) => `$D${n + 1}=\${D${n}}\${D${n}}`).join("\n");
  assert.equal(read(`$D0=x\n${doubling}\na $D60\nb`).statements.length, 1);
  const lines = Array.from({ length: 40 }, (_, n) => `$L${n + 1}= \\\n$L${n} \\\n$L${n}\n`).join(
    "",
  );
  const { diagnostics, statements } = read(`$L0=@high x\n${lines}\n$L40\nb`);
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ["HF0006"],
  );
  assert.deepEqual(statements, []);
});

test("a megabyte of braces, escapes or alternatives on one line is read once", () => {
  const many = 300_000;
  const codes = (text: string) => new Set(read(text).diagnostics.map(({ code }) => code));
  assert.deepEqual(codes("{".repeat(many)), new Set(["HF0009", "HF0011"]));
  assert.deepEqual(codes("}".repeat(many)), new Set(["HF0009", "HF0012"]));
  const escapes = read(`a ${"\\#".repeat(many)}`).statements[0]?.words[1]?.text;
  assert.equal(escapes, "#".repeat(many));
  const alternatives = `include {${"a,".repeat(many)}}`;
  assert.deepEqual(codes(alternatives), new Set(["HF0009", "HF0003"]));
});
