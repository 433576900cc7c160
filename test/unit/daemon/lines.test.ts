import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LineSplitter } from "../../../src/daemon/lines.ts";

function split(chunks: readonly Buffer[], limitBytes = 1000): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter(limitBytes, (line) => lines.push(line));
  for (const chunk of chunks) splitter.push(chunk);
  return lines;
}

test("lines come out the same however the stream is cut", () => {
  const line = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !text.includes("\n"));
  fc.assert(
    fc.property(fc.array(line), fc.integer({ min: 1, max: 7 }), (lines, size) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(""), "utf8");
      const chunks: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
      assert.deepEqual(split(chunks, 10_000), lines);
    }),
  );
});

test("a line that is too long is dropped whole, and the next one is read", () => {
  const chunks = ["short\n", "x".repeat(600), "x".repeat(600), "\nnext\n"].map((text) =>
    Buffer.from(text),
  );
  assert.deepEqual(split(chunks), ["short", "next"]);
});

test("what has no line end yet is not a line", () => {
  assert.deepEqual(split([Buffer.from("one\ntw")]), ["one"]);
});
