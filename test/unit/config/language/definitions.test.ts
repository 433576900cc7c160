import assert from "node:assert/strict";
import { test } from "node:test";
import { read, saidOf, shapeOf, textAt } from "./reading.ts";

test(`$NAME and \${NAME} put in the value that holds at that line`, () => {
  const text = `$A=1\nx$A y\nx\${A}y \${A}$A\n$A=2\n k$A,$A)\n`;
  assert.deepEqual(shapeOf(text), ["x1|y", "x1y|11", "k2,2)"]);
});

test("the bare form ends at white space, comma, ) or the end of the line", () => {
  assert.deepEqual(shapeOf("$A=1\nx$Ay $A.z $A-\n"), ["x$Ay|$A.z|$A-"]);
});

test("no space may stand before =, and names begin with a letter", () => {
  assert.deepEqual(shapeOf("$A =1\n$1A=2\n$A= 3 4 \nx $A"), ["$A|=1", "$1A=2", "x|3|4"]);
});

test("an empty definition puts in nothing", () => {
  assert.deepEqual(shapeOf(`$E=\n$E\nx $E y\${E}z`), ["x|yz"]);
});

test("values are put in when they are used, so definitions may use later ones", () => {
  assert.deepEqual(shapeOf(`$B=<\${A}>\n$A=1\nx $B\n$A=2\nx $B`), ["x|<1>", "x|<2>"]);
});

test("words that were put in have the place of their use", () => {
  const reading = read(`$IF=eth0 label x\n  interface  \${IF}.5 y\n`);
  const words = reading.statements[0]?.words ?? [];
  assert.deepEqual(
    words.map((word) => word.text),
    ["interface", "eth0", "label", "x.5", "y"],
  );
  const places = words.map((word) => textAt(reading, word.span));
  assert.deepEqual(places, ["interface", `\${IF}`, `\${IF}`, `\${IF}.5`, "y"]);
});

test("a definition of several lines goes on while lines end in a backslash", () => {
  const text = "$V= \\\n  a { \\\n b $X \\\n }\n\n$X=1\nc\n $V\n";
  assert.deepEqual(shapeOf(text), ["c", ["a", ["b|1"]]]);
  const inner = read(text).statements[1]?.block?.statements[0]?.words[0];
  assert.deepEqual(inner?.span, { source: 0, line: 8, column: 2, length: 2 });
});

test("text may stand before a definition of several lines but not behind it", () => {
  assert.deepEqual(shapeOf("$V=x \\\ny\nq $V\n"), ["q|x", "y"]);
  assert.deepEqual(shapeOf("$V=x \\\ny\n$V q\n"), ["$V|q"]);
  assert.deepEqual(saidOf("$V=x \\\ny\n$V q\n"), ["HF0021 main.conf:3:1+2"]);
});

test("definitions of several lines nest and may define", () => {
  const text = "$IN= \\\n i$N \\\n j\n$OUT= \\\n$N=7 \\\n$IN \\\nk\n$OUT\nl";
  assert.deepEqual(shapeOf(text), ["i7", "j", "k", "l"]);
});

test("a comment inside a definition does not end it but is mentioned", () => {
  const text = "$V=a \\\n # b \\\nc \\   # d\ne\n$V\n";
  assert.deepEqual(shapeOf(text), ["a", "c", "e"]);
  assert.deepEqual(saidOf(text), ["HF0024 main.conf:2:2+5"]);
});

test("a blank line ends a definition, and the end of the file does too", () => {
  assert.deepEqual(shapeOf("$V=a \\\n\nb\n$V"), ["b", "a"]);
  assert.deepEqual(saidOf("x\n$V=a \\\nb \\"), ["HF0027 main.conf:3:3+1"]);
});

test("a backslash at the end of another line is a word", () => {
  assert.deepEqual(shapeOf("a \\\nb\n"), ["a|\\", "b"]);
});

test("a definition may hold a condition, a sequence, braces or a comment", () => {
  const text = `$HERE=@low\n$S=~SEQ(i,2) s$i\n$B=b { c }\n$OFF=\${_HASH}\n$HERE a\n$S\n$B\n$OFF d { e\n`;
  assert.deepEqual(shapeOf(text), ["a", "s1", "s2", ["b", ["c"]]]);
});

test("the predefined names", () => {
  const text = `a \${_PWD} $_INSTANCE \${_RANDOM} \${_RANDOM 10} \${_RANDOM 4 6} \${_ENV SITE}\n`;
  assert.deepEqual(shapeOf(text), ["a|/etc|low|16383|16388|5|north"]);
  assert.deepEqual(shapeOf(`a "\${_HASH}1" "\${_BANG}"\n`), ["a|#1|!"]);
});

test("a predefined name that is used wrongly is named", () => {
  assert.deepEqual(saidOf(`a \${_ENV NOPE}\nb \${_RANDOM 9 2}\nc \${_ENV}\n`), [
    "HF0025 main.conf:1:3+12",
    "HF0026 main.conf:2:3+14",
    "HF0026 main.conf:3:3+7",
  ]);
});

test(`an undefined \${NAME} stays, is named, and its braces open no block`, () => {
  const text = `a \${NOPE} b\nscript "echo \${HOME}"\nc $NOPE\n`;
  assert.deepEqual(shapeOf(text), [`a|\${NOPE}|b`, `script|echo \${HOME}`, "c|$NOPE"]);
  assert.deepEqual(saidOf(text), ["HF0020 main.conf:1:3+7"]);
});

test("names that begin with _ are reserved but work", () => {
  assert.deepEqual(shapeOf("$_X=1\na $_X"), ["a|1"]);
  assert.deepEqual(saidOf("$_X=1\na $_X"), ["HF0023 main.conf:1:1+3"]);
});

test("a definition that uses itself ends, is named, and the rest is read", () => {
  assert.deepEqual(shapeOf("$A=x$A\na $A\nb\n"), ["b"]);
  assert.deepEqual(saidOf(`$A=$B\n$B=\${A}\${A}\na $A\nb\n`), ["HF0022 main.conf:3:1+4"]);
  const lines = saidOf("$A=x \\\n$A\n$A\nb\n");
  assert.deepEqual(lines, ["HF0022 main.conf:3:1+2"]);
});

test("a name that is nowhere defined is said once, with the other places", () => {
  const { diagnostics } = read(`a \${X}\nb \${X}\nc \${Y}\n`);
  const lines = diagnostics.map(({ span, related = [] }) => [
    span?.line,
    ...related.map((place) => place.span.line),
  ]);
  assert.deepEqual(lines, [[1, 2], [3]]);
});

test("comments inside one definition are mentioned once", () => {
  const text = "$A= \\\n# b \\\n# c \\\n d \\\n# e \\\nf\n";
  assert.deepEqual(saidOf(text), ["HF0024 main.conf:2:1+5"]);
});
