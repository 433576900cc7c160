import assert from "node:assert/strict";
import { test } from "node:test";
import type { Diagnostic } from "../../../../src/config/diagnostics/diagnostic.ts";
import { displayWidth, excerptOf } from "../../../../src/config/diagnostics/excerpt.ts";
import { renderDiagnostic, renderDiagnostics } from "../../../../src/config/diagnostics/render.ts";
import { misspelt, sources, span } from "./misspelt.ts";

test("a diagnostic shows its place, its line, a caret run, help and consequence", () => {
  assert.equal(
    renderDiagnostic(misspelt, sources),
    [
      '/etc/k.conf:2:3: error HF0107: unknown keyword "prioriy" in vrrp_instance VI_1',
      "   2 |   prioriy 100",
      '     |   ^^^^^^^ did you mean "priority"?',
      "VI_1 therefore runs with the default priority, 100.",
    ].join("\n"),
  );
});

test("colours wrap severity and carets, and nothing else changes", () => {
  const coloured = renderDiagnostic(misspelt, sources, { colour: true });
  assert.ok(coloured.includes("\x1b[1;31merror HF0107:\x1b[0m"));
  assert.ok(coloured.includes("\x1b[1;31m^^^^^^^\x1b[0m"));
  const plain = coloured.replaceAll(/\x1b\[[0-9;]*m/g, "");
  assert.equal(plain, renderDiagnostic(misspelt, sources));
});

test("without a place there is no excerpt, and an unknown place does not throw", () => {
  const whole: Diagnostic = {
    code: "HF0001",
    severity: "fatal",
    span: null,
    message: "m",
    help: "h",
  };
  assert.equal(renderDiagnostic(whole, sources), "fatal HF0001: m\nh");
  assert.match(
    renderDiagnostic({ ...misspelt, span: { ...span, source: 9 } }, sources),
    /^\?:2:3: /,
  );
  assert.equal(renderDiagnostics([whole, whole], sources).split("\n\n").length, 2);
});

test("carets stand under the words behind tabs, wide and combining characters", () => {
  const at = (line: string, word: string) =>
    excerptOf(line, { source: 0, line: 1, column: line.indexOf(word) + 1, length: word.length });
  assert.deepEqual(at("\t\tfoo bar", "bar"), { text: "    foo bar", indent: 8, width: 3 });
  assert.deepEqual(at("密码 foo", "foo"), { text: "密码 foo", indent: 5, width: 3 });
  assert.deepEqual(at("foo 密码", "密码"), { text: "foo 密码", indent: 4, width: 4 });
  assert.equal(displayWidth("e\u0301x😀"), 4);
});

test("a span at the end of a line has one caret", () => {
  const excerpt = excerptOf("abc", { source: 0, line: 1, column: 9, length: 0 });
  assert.deepEqual(excerpt, { text: "abc", indent: 3, width: 1 });
});

test("a long line is cut around the span", () => {
  const line = `${"x".repeat(500)} here ${"y".repeat(500)}`;
  const { text, indent, width } = excerptOf(line, { source: 0, line: 1, column: 502, length: 4 });
  assert.equal(text.slice(indent, indent + width), "here");
  assert.ok(text.length <= 162 && text.startsWith("…") && text.endsWith("…"));
});

test("a password behind = or : is none of the first word", () => {
  const span = { source: 0, line: 1, column: 1, length: 9 };
  for (const line of ["auth_pass=hidden", "auth_pass: hidden", 'auth_pass="hidden x"']) {
    assert.ok(!excerptOf(line, span, true).text.includes("hidden"), line);
  }
});

test("a secret is not shown, nor is its length", () => {
  const lines = ["  auth_pass hunter2 # see hunter1"];
  const secret: Diagnostic = { ...misspelt, secret: true, span: { ...span, line: 1, column: 13 } };
  const text = renderDiagnostic(secret, [{ path: "f", lines }]);
  assert.ok(text.includes("  auth_pass ********"));
  assert.ok(!text.includes("hunter"));
  const onKeyword = renderDiagnostic({ ...secret, span: { ...span, line: 1 } }, [
    { path: "f", lines },
  ]);
  assert.ok(!onKeyword.includes("hunter"));
});

test("control characters of a file never reach the terminal", () => {
  const lines = ["a\x1b[31m\x07\u202eb\udcffc"];
  const hostile: Diagnostic = {
    ...misspelt,
    span: { ...span, line: 1, column: 1 },
    message: "\x1b[2J",
  };
  const text = renderDiagnostic(hostile, [{ path: "f\x1b", lines }]);
  assert.doesNotMatch(text, /[\x00-\x09\x0b-\x1f\u202e]|\p{Cs}/u);
});
