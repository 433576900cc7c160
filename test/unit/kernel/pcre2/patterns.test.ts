import assert from "node:assert/strict";
import { test } from "node:test";
import { patternOptions } from "../../../../src/config/keywords/checks/pattern-options.ts";
import { loadLibrary } from "../../../../src/kernel/pcre2/library.ts";
import { createPatterns } from "../../../../src/kernel/pcre2/patterns.ts";
import type { PatternText } from "../../../../src/ports/patterns.ts";

const patternOf = (pattern: string, options: readonly string[] = []): PatternText => ({
  pattern,
  options,
});
const patterns = createPatterns();

function match(pattern: string, body: string | Buffer, options: readonly string[] = []) {
  const made = patterns.compile(patternOf(pattern, options));
  if (!made.ok) return made.error;
  return made.value.match(Buffer.from(body), 0, null, true).kind;
}

test("the same pattern is compiled once", () => {
  const first = patterns.compile(patternOf("a+", ["caseless"]));
  const again = patterns.compile(patternOf("a+", ["caseless"]));
  const other = patterns.compile(patternOf("a+"));
  assert.ok(first.ok && again.ok && other.ok);
  assert.equal(first.value, again.value);
  assert.notEqual(first.value, other.value);
});

test("a pattern that is none is refused with the library's words", () => {
  assert.equal(
    match("(a", "a"),
    'regex "(a" is no pattern: missing closing parenthesis (at byte 2)',
  );
});

test("without the library its package is named", () => {
  const none = createPatterns(() => loadLibrary("libpcre2-of-nobody.so"));
  const made = none.compile(patternOf("a"));
  assert.ok(!made.ok);
  assert.match(made.error, /install the package libpcre2-8-0/);
});

test("options have their effect", () => {
  const rows: readonly [string, string, string][] = [
    ["caseless", "HELLO", "hello"],
    ["dotall", "a.b", "a\nb"],
    ["multiline", "^b", "a\nb"],
    ["extended", "a b # c", "ab"],
    ["dupnames", "(?<n>a)(?<n>b)", "ab"],
    ["allow_empty_class", "a|[]b", "a"],
    ["alt_bsux", "\\u0041", "A"],
    ["match_unset_backref", "^(a)?\\1b", "b"],
    ["utf", "^.b", "éb"],
  ];
  for (const [option, pattern, body] of rows) {
    assert.equal(match(pattern, body, [option]), "found", option);
    if (option === "allow_empty_class") continue;
    assert.notEqual(match(pattern, body), "found", `without ${option}`);
  }
  assert.equal(match("b$", "b\n", ["dollar_endonly"]), "absent");
  assert.equal(match("b", "a\nb", ["firstline"]), "absent");
});

test("every option that a configuration may have is taken", () => {
  for (const option of patternOptions) assert.equal(match("a", "ba", [option]), "found", option);
});

test("a body that is no UTF-8 is searched all the same", () => {
  const body = Buffer.from([0xff, 0x80, 0x61, 0xc3]);
  assert.equal(match("a", body, ["utf"]), "found");
  assert.equal(match("é", body, ["utf"]), "absent");
});

test("no pattern takes long, whatever the page", () => {
  const page = Buffer.alloc(65_536, "x");
  const hostile = [
    "(x+x+)+y",
    "x*x*x*[qz]",
    "x*?x*?[qz]",
    "(?:x|x)*x*[qz]",
    "[a-z]+[0-9]",
    "(x+)\\1[qz]",
  ];
  for (const pattern of hostile) {
    const start = performance.now();
    const kind = match(pattern, page);
    const tookMillis = performance.now() - start;
    assert.notEqual(kind, "found", pattern);
    assert.ok(tookMillis < 1500, `${pattern} took ${tookMillis} ms`);
  }
});
