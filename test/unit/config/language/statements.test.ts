import assert from "node:assert/strict";
import { test } from "node:test";
import { read, saidOf, shapeOf, textAt } from "./reading.ts";

test("the first word of a line is the keyword, blank lines and indentation do not count", () => {
  assert.deepEqual(shapeOf("\n  router_id   a\tb \n\n\tx"), ["router_id|a|b", "x"]);
});

test("# and ! begin a comment anywhere on a line, but not inside double quotes", () => {
  assert.deepEqual(shapeOf('# a\n! b\nx#c { y\nz "a # b" "c ! d" ! e "f\n'), [
    "x",
    "z|a # b|c ! d",
  ]);
});

test("a backslash keeps # and ! as they are outside quotes", () => {
  const reading = read("a\\#b c\\!d \\#e # f\n");
  const [statement] = reading.statements;
  assert.deepEqual(
    statement?.words.map((word) => word.text),
    ["a#b", "c!d", "#e"],
  );
  assert.equal(statement?.text, "a#b c!d #e");
  const places = statement?.words.map((word) => textAt(reading, word.span));
  assert.deepEqual(places, ["a\\#b", "c\\!d", "\\#e"]);
});

test("double quotes keep white space in a word and part it from what stands beside it", () => {
  const reading = read('  script "a  b" c"d"e ""\n');
  const words = reading.statements[0]?.words ?? [];
  assert.deepEqual(
    words.map((word) => word.text),
    ["script", "a  b", "c", "d", "e", ""],
  );
  assert.deepEqual(
    words.map((word) => word.quoted),
    [false, true, false, true, false, true],
  );
  assert.deepEqual(words[1]?.span, { source: 0, line: 1, column: 10, length: 6 });
  assert.equal(reading.statements[0]?.text, 'script "a  b" c"d"e ""');
});

test("backslashes in quotes are left to the keyword", () => {
  assert.deepEqual(shapeOf('regex "a\\.b\\x41"\n'), ["regex|a\\.b\\x41"]);
});

test("a quote that is not closed reaches to the end of its line and is named", () => {
  assert.deepEqual(shapeOf('a "b # c\nd\n'), ["a|b # c", "d"]);
  assert.deepEqual(saidOf('a "b # c\nd\n'), ["HF0010 main.conf:1:3+6"]);
});

test("braces may stand on the keyword's line, alone, or with text behind them", () => {
  const blocks = ["a {\nb\n}\n", "a\n{\nb\n}\n", "a\n\n# c\n{ b }", "a{b}", "a { b\n}"];
  for (const text of blocks) {
    assert.deepEqual(shapeOf(text), [["a", ["b"]]], text);
    assert.deepEqual(saidOf(text), [], text);
  }
});

test("a whole block and what follows it fit on one line", () => {
  assert.deepEqual(shapeOf("a { b { c d } e } f { } g"), [
    ["a", [["b", ["c|d"]], "e"]],
    ["f", []],
    "g",
  ]);
});

test("braces in quotes are text, and a backslash does not escape one", () => {
  assert.deepEqual(shapeOf('x "a { b }"\ny\\{z}'), ["x|a { b }", ["y\\", ["z"]]]);
});

test("a block carries the places of its braces", () => {
  const block = read("global_defs {\n  x }\n").statements[0]?.block;
  assert.deepEqual(block?.open, { source: 0, line: 1, column: 13, length: 1 });
  assert.deepEqual(block?.close, { source: 0, line: 2, column: 5, length: 1 });
});

test("words of the short and the long way have the same places", () => {
  const short = read("\tpriority  100 # c\n").statements[0];
  const long = read('\tpriority  100 # "c"\n').statements[0];
  assert.deepEqual(
    short?.words.map((word) => word.span),
    long?.words.map((word) => word.span),
  );
  assert.deepEqual(short?.words[1]?.span, { source: 0, line: 1, column: 12, length: 3 });
  assert.equal(short?.text, "priority  100");
});
