import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { PatternSearch } from "../../../../src/checks/http/pattern-search.ts";
import type { BodyPattern } from "../../../../src/config/model/checker.ts";
import { createPatterns } from "../../../../src/kernel/pcre2/patterns.ts";
import type { CompiledPattern } from "../../../../src/ports/patterns.ts";
import { patternOf } from "../page-checks.ts";

const patterns = createPatterns();

function compiled(pattern: BodyPattern): CompiledPattern {
  const made = patterns.compile(pattern);
  return made.ok ? made.value : assert.fail(made.error);
}

interface Sought extends Partial<BodyPattern> {
  readonly cut?: number;
  readonly sizes?: { readonly usual: number; readonly longest: number };
}

function find(pattern: string, body: Buffer | string, { cut = 7, sizes, ...more }: Sought = {}) {
  const wanted = patternOf(pattern, more);
  const search = new PatternSearch(compiled(wanted), wanted, sizes);
  const bytes = Buffer.from(body);
  for (let at = 0; at < bytes.length; at += cut) search.push(bytes.subarray(at, at + cut));
  return search.end();
}

test("a pattern is found in a small body, however it comes", () => {
  assert.equal(find("status: *ok", "the status:  ok\n", { cut: 1 }), "found");
  assert.equal(find("status: *ok", "the status:  OK\n"), "absent");
  assert.equal(find("status: *ok", "the status:  OK\n", { options: ["caseless"] }), "found");
  assert.equal(find("^$", ""), "found");
  assert.equal(find("x", ""), "absent");
});

test("a match may begin from the smallest offset to the largest one", () => {
  assert.equal(find("b", "aab", { minimumOffset: 2 }), "found");
  assert.equal(find("b", "aab", { minimumOffset: 3 }), "absent");
  assert.equal(find("b", "aab", { minimumOffset: 30 }), "absent");
  assert.equal(find("ab", "aab", { maximumOffset: 1 }), "found");
  assert.equal(find("ab", "aab", { maximumOffset: 0 }), "absent");
  assert.equal(find("a", "aab", { minimumOffset: 2, maximumOffset: 1 }), "absent");
});

test("a match is found behind a megabyte, across any border", () => {
  const body = Buffer.alloc(1_500_000, "x");
  for (const at of [65_530, 65_536, 131_000, 1_400_000]) {
    body.fill("x").write("hello world", at);
    assert.equal(find("hello\\s+world", body, { cut: 65_536 }), "found", `at ${at}`);
    assert.equal(find("hello\\s+world", body, { cut: 1_000, minimumOffset: at }), "found");
    assert.equal(find("hello\\s+world", body, { cut: 1_000, minimumOffset: at + 1 }), "absent");
    assert.equal(find("hello\\s+world", body, { cut: 9_999, maximumOffset: at }), "found");
    assert.equal(find("hello\\s+world", body, { cut: 9_999, maximumOffset: at - 1 }), "absent");
  }
});

test("a match that does not fit into the window is a problem, not a guess", () => {
  const body = `a${"x".repeat(400_000)}z`;
  assert.deepEqual(find("a.*z", body, { cut: 10_000, options: ["dotall"] }), {
    problem: "regex would have to match too much at once",
  });
});

test("a window that moves finds what the whole body holds", () => {
  const pattern = fc.constantFrom(
    "ab+a",
    "\\bab",
    "^ab",
    "b$",
    "(?<=aab)b",
    "(?<!a)b",
    "a(?=b b)",
    "(a|b) \\1",
    "\\Ab",
    "b\\z",
  );
  const unit = fc.constantFrom("a", "b", " ", "\n", "é");
  const body = fc.string({ unit, maxLength: 120 });
  const options = fc.subarray(["multiline", "dotall", "utf", "firstline", "caseless"]);
  const cut = fc.integer({ min: 1, max: 30 });
  const minimumOffset = fc.integer({ min: 0, max: 20 });
  const maximumOffset = fc.option(fc.integer({ min: 0, max: 120 }));
  fc.assert(
    fc.property(
      fc.record({ pattern, body, options, cut, minimumOffset, maximumOffset }),
      ({ pattern, body, ...more }) => {
        const wanted = patternOf(pattern, more);
        const bytes = Buffer.from(body);
        const whole = compiled(wanted);
        const { minimumOffset: first, maximumOffset: last } = wanted;
        const isIn = first <= bytes.length && (last === null || first <= last);
        const expected = isIn && whole.match(bytes, first, last, true).kind === "found";
        const moving = find(pattern, body, { ...more, sizes: { usual: 32, longest: 1024 } });
        assert.equal(moving, expected ? "found" : "absent");
      },
    ),
    { numRuns: 2000 },
  );
});
