import assert from "node:assert/strict";
import { test } from "node:test";
import { read, saidOf, shapeOf } from "./reading.ts";

test("an extra } is named at its place and the rest is read", () => {
  assert.deepEqual(shapeOf("a { b }\n }\nc\n"), [["a", ["b"]], "c"]);
  assert.deepEqual(saidOf("a { b }\n }\nc\n"), ["HF0012 main.conf:2:2+1"]);
});

test("a { without keyword is named, and its block is left out", () => {
  const text = "a { { x } b }\n{\n y\n}\nc";
  assert.deepEqual(shapeOf(text), [["a", ["b"]], "c"]);
  assert.deepEqual(saidOf(text), ["HF0011 main.conf:1:5+1", "HF0011 main.conf:2:1+1"]);
});

test("each block that the file leaves open is named at its {", () => {
  const text = "a {\n  b {\n c\n";
  assert.deepEqual(shapeOf(text), [["a", [["b", ["c"]]]]]);
  assert.deepEqual(saidOf(text), ["HF0013 main.conf:1:3+1", "HF0013 main.conf:2:5+1"]);
  assert.equal(read(text).statements[0]?.block?.close, null);
});

test("where the { is missing, the lines follow the keyword and the } is extra", () => {
  const text = "virtual_server 192.0.2.1 80\n  lb_algo rr\n  real_server x {\n  }\n}\n";
  assert.deepEqual(shapeOf(text), [
    "virtual_server|192.0.2.1|80",
    "lb_algo|rr",
    ["real_server|x", []],
  ]);
  assert.deepEqual(saidOf(text), ["HF0012 main.conf:5:1+1"]);
});

test("blocks beyond every sensible depth are left out and named", () => {
  const text = "a { ".repeat(1100);
  assert.ok(saidOf(text).includes("HF0006 main.conf:1:4003+1"));
});

test("where an outermost block begins inside another, that one is taken to end before it", () => {
  const text = "top a {\n  b {\n    c\n}\n\ntop d {\n e\n}\nf\n";
  assert.deepEqual(shapeOf(text), [["top|a", [["b", ["c"]]]], ["top|d", ["e"]], "f"]);
  assert.deepEqual(saidOf(text), ["HF0013 main.conf:1:7+1"]);
  assert.equal(read(text).statements[0]?.block?.close, null);
});

test("every block that is open there lacks its brace, however the next one is written", () => {
  for (const next of ["top d { e }", "top d\n{\ne\n}", "@low top d {\n e }", "$T d {\n e\n}"]) {
    const text = `$T=top\na {\n b {\n c\n${next}\nf\n`;
    assert.deepEqual(shapeOf(text), [["a", [["b", ["c"]]]], ["top|d", ["e"]], "f"], next);
    assert.deepEqual(
      saidOf(text).map((said) => said.slice(0, 6)),
      ["HF0013", "HF0013"],
    );
  }
});

test("a block stays where it is behind a brace on its line, in quotes, and without one", () => {
  const rows: [text: string, shape: unknown][] = [
    ["a { top b { c } }", ["top|b", ["c"]]],
    ['a {\n"top" b {\n c\n}\n}', ["top|b", ["c"]]],
    ["a {\n x top {\n c\n}\n}", ["x|top", ["c"]]],
    ["a {\n top b\n}", "top|b"],
  ];
  for (const [text, inner] of rows) {
    assert.deepEqual(shapeOf(text), [["a", [inner]]], text);
    assert.deepEqual(saidOf(text), [], text);
  }
});
