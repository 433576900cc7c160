import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { layOut } from "../../../../src/config/format/lay-out.ts";
import { configurationText } from "../language/arbitrary.ts";

/** Lines of a text, for comparing without escapes. */
const linesOf = (text: string): readonly string[] => text.split("\n").slice(0, -1);

function isLaidOut(before: string, ...after: readonly string[]): void {
  const once = layOut(before);
  assert.deepEqual(linesOf(once), after);
  assert.equal(layOut(once), once);
}

test("blocks are indented by four blanks, words parted by one, statements have a line each", () => {
  isLaidOut(
    "a{\n\tb   c\n d\t{ e f }}\r\n}",
    "a {",
    "    b c",
    "    d {",
    "        e f",
    "    }",
    "}",
    "}",
  );
});

test("blank lines are one at most, and none at the edge of a block", () => {
  isLaidOut("\n\na {\n\n b\n\n \t\n c\n\n}\n\n\nd\n\n", "a {", "    b", "", "    c", "}", "", "d");
});

test("a brace on the line below goes behind its keyword, unless a comment parts them", () => {
  isLaidOut("a b\n\n{\nc\n}", "a b {", "    c", "}");
  isLaidOut("a # why\n{ b\n}", "a { # why", "    b", "}");
  isLaidOut("a\n# why\n{\n}", "a", "# why", "{", "}");
  isLaidOut("a # one\n{ # two\n}", "a # one", "{ # two", "}");
});

test("comments keep their text and stand with what they are about", () => {
  isLaidOut("a { b } # why  so", "a { # why  so", "    b", "}");
  isLaidOut("a {\n  b\n!   c\n}", "a {", "    b", "    !   c", "}");
  isLaidOut("a {\n} # end of a", "a {", "} # end of a");
});

test("comments behind neighbours stand in one column", () => {
  isLaidOut("a 1 # one\nbcd 2  # two\n\ne # three", "a 1   # one", "bcd 2 # two", "", "e # three");
});

test("what stands in quotes, or may be quoted for a command, keeps its blanks", () => {
  isLaidOut(`a   "b   {  c"   d # "`, `a "b   {  c" d # "`);
  isLaidOut("notify   '/bin/a   b'", "notify   '/bin/a   b'");
  isLaidOut("a   b\\#c   d", "a   b\\#c   d");
  isLaidOut('a  "b   {', 'a "b   {');
});

test("white space that the language does not know is a letter", () => {
  isLaidOut("a {\n\u00a0b  c\u00a0\n}", "a {", "    \u00a0b c\u00a0", "}");
});

test("definitions keep their values, those of several lines their lines", () => {
  isLaidOut("  $A=b   c  { ", "$A=b   c  {");
  isLaidOut(
    "$A=   \\\nb {   \\\n c   d \\\n# e \\\n}\n\nf",
    "$A=   \\",
    "    b {   \\",
    "        c   d \\",
    "        # e \\",
    "    }",
    "",
    "f",
  );
  isLaidOut("$A= \\\n b \\\n\n\n\nc", "$A= \\", "    b \\", "", "", "c");
});

test("a line that uses a definition stays one line", () => {
  isLaidOut("a  $B { c }\nd $E\n{\n}", "a $B { c }", "d $E", "{", "}");
});

test("includes and sequences stay as they are", () => {
  isLaidOut(" include  a{b,c}  # d", "include  a{b,c} # d");
  isLaidOut("a {\n~SEQ(B, 1,  3)  c$B  { d }\n}", "a {", "    ~SEQ(B, 1,  3)  c$B  { d }", "}");
  isLaidOut("a { include b }", "a { include b }");
});

test("lines of different configurations open one block between them", () => {
  isLaidOut(
    "@one  a {\n@two  b {\nc\n@one {\n@one   d\n@one }\n}\ne",
    "@one  a {",
    "@two  b {",
    "    c",
    "    @one {",
    "        @one   d",
    "    @one }",
    "}",
    "e",
  );
  isLaidOut("@^one a {\n@one b {\n@one c\n}", "@^one a {", "@one b {", "    @one c", "}");
});

test("a line that indentation would make too long for keepalived is not indented", () => {
  const long = "x".repeat(1020);
  isLaidOut(`a {\n ${long}\n}`, "a {", long, "}");
});

test("an empty file stays empty", () => {
  assert.equal(layOut(""), "");
  assert.equal(layOut(" \n\n"), "");
});

test("property: laying out twice is laying out once", () => {
  fc.assert(
    fc.property(configurationText, (text) => {
      const once = layOut(text);
      assert.equal(layOut(once), once);
      assert.ok(once === "" || once.endsWith("\n"));
      assert.doesNotMatch(once, /\r\n|[ \t]\n/);
    }),
    { numRuns: 2000 },
  );
});
