import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeText, encodeText } from "../../../../src/config/language/text.ts";
import { read, saidOf, shapeOf } from "./reading.ts";

const bytesOf = (...parts: (string | number)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "number" ? [part] : [...Buffer.from(part)])),
  );

test("CRLF, a missing final newline and a byte order mark change nothing", () => {
  assert.deepEqual(shapeOf("a {\r\n  b c\r\n}\r\nd"), [["a", ["b|c"]], "d"]);
  assert.deepEqual(read("a\r\n\r\nb").sources[0]?.lines, ["a", "", "b"]);
});

test("a line with a NUL byte is named and left out", () => {
  assert.deepEqual(shapeOf("a\nb\0c\nd"), ["a", "d"]);
  assert.deepEqual(saidOf("a\nb\0c\nd"), ["HF0008 main.conf:2:2+1"]);
});

test("bytes that are not UTF-8 are named once a line, and the line counts", () => {
  const bytes = bytesOf("é\nx", 0xff, 0xfe, " y\nz ", 0xe9, "\n");
  const reading = read(bytes);
  assert.deepEqual(
    reading.statements.map((statement) => statement.words.length),
    [1, 2, 2],
  );
  assert.deepEqual(saidOf(bytes), ["HF0007 main.conf:2:2+1", "HF0007 main.conf:3:3+1"]);
  assert.deepEqual(encodeText(reading.sources[0]?.text ?? ""), bytes);
});

test("a line over 1023 bytes is named and still counts as one", () => {
  assert.deepEqual(saidOf(`${"a".repeat(1023)}\n`), []);
  assert.deepEqual(saidOf(`${"a".repeat(1022)} b\n`), ["HF0009 main.conf:1:1+1024"]);
  assert.deepEqual(saidOf(`# ${"中".repeat(341)}\n`), ["HF0009 main.conf:1:1+343"]);
  assert.deepEqual(read(`${"a".repeat(2000)} b\n`).statements[0]?.words.length, 2);
});

test("property: decoding and encoding any bytes gives them back", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      assert.deepEqual(encodeText(decodeText(bytes).text), bytes);
    }),
    { numRuns: 2000 },
  );
});
