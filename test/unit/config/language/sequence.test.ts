import assert from "node:assert/strict";
import { test } from "node:test";
import { read, saidOf, shapeOf } from "./reading.ts";

test("~SEQ repeats the rest of the line", () => {
  assert.deepEqual(shapeOf("~SEQ(a,3) k$a"), ["k1", "k2", "k3"]);
  assert.deepEqual(shapeOf("~SEQ(a,-2) k$a"), ["k-1", "k-2"]);
  assert.deepEqual(shapeOf(`~SEQ(a, 4, 2) k\${a}z`), ["k4z", "k3z", "k2z"]);
  assert.deepEqual(shapeOf("~SEQ(a,1,2,6) k$a\n~SEQ(a,0,0) z$a"), ["k1", "k3", "k5", "z0"]);
});

test("~SEQx counts in hexadecimal", () => {
  assert.deepEqual(shapeOf("~SEQx(a,0x9,11) k$a"), ["k9", "ka", "kb"]);
});

test("~LST repeats it for values, and for tuples with blanks where they are short", () => {
  assert.deepEqual(shapeOf("~LST(a,x,,z) k$a"), ["kx", "k", "kz"]);
  assert.deepEqual(shapeOf(`~LST({a,b},{1,2},{3},{,4}) \${a}-\${b}`), ["1-2", "3-", "-4"]);
});

test("sequences nest, also in blocks on one line and through definitions", () => {
  assert.deepEqual(shapeOf(`~SEQ(a,2) ~LST(b,x,y) \${a}$b`), ["1x", "1y", "2x", "2y"]);
  assert.deepEqual(shapeOf("v { ~SEQ(i,2) a$i\n}"), [["v", ["a1", "a2"]]]);
  const text = "$RS= \\\n r$i { \\\n w \\\n }\n$N=2\nv {\n~SEQ(i,$N) $RS\n}\n";
  assert.deepEqual(shapeOf(text), [
    [
      "v",
      [
        ["r1", ["w"]],
        ["r2", ["w"]],
      ],
    ],
  ]);
});

test("words of every round have the place of the line", () => {
  const spans = read("x\n ~SEQ(i,2) k$i v\n")
    .statements.slice(1)
    .map((one) => one.words[1]?.span);
  const place = { source: 0, line: 2, column: 16, length: 1 };
  assert.deepEqual(spans, [place, place]);
});

test("an invalid sequence is named and its line left out", () => {
  const wrong = [
    "~SEQ(a) k",
    "~SEQ(a,1,x) k",
    "~SEQ(a,1,0,3) k",
    "~SEQ(a,1,-1,3) k",
    "~SEQ(1a,3) k",
    "~SEQx(a,-2,3) k",
    "~SEQ(a,3 k",
    "~LST(a) k",
    "~LST({a,b},{1,2,3}) k",
    "~LST({a,b,{1,2}) k",
  ];
  for (const line of wrong) {
    assert.deepEqual(shapeOf(`${line}\nz`), ["z"], line);
    assert.match(saidOf(`${line}\nz`).join(), /^HF0030 main.conf:1:1\+\d+$/, line);
  }
});

test("sequences that make too many lines end, and that is named", () => {
  const reading = read("a\n~SEQ(a,9000000000) }\nb\n");
  assert.equal(reading.diagnostics.length, 10_000);
  const many = read("~SEQ(a,9000000000) ~SEQ(b,0) @high x\nb\n");
  assert.deepEqual(
    many.diagnostics.map(({ code, span }) => [code, span?.line]),
    [["HF0006", 1]],
  );
});
