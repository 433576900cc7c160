import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { meansTheSame } from "../../../../src/daemon/configuration/same-meaning.ts";

test("a value means the same as its copy", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const copy: unknown = JSON.parse(JSON.stringify(value));
      assert.ok(meansTheSame(JSON.parse(JSON.stringify(value)), copy));
    }),
  );
});

test("two values mean the same exactly when their text is equal", () => {
  const small = fc.jsonValue({ maxDepth: 2 });
  const text = (value: unknown): string => JSON.stringify(sorted(value));
  fc.assert(
    fc.property(small, small, (one, other) => {
      const [first, second] = [JSON.stringify(one), JSON.stringify(other)].map((each): unknown =>
        JSON.parse(each),
      );
      assert.equal(meansTheSame(first, second), text(first) === text(second));
    }),
    { numRuns: 2000 },
  );
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, sorted(inner)]);
  return Object.fromEntries(entries.sort(([one], [other]) => (`${one}` < `${other}` ? -1 : 1)));
}

for (const [what, one, other, same] of [
  ["places", { a: 1, place: { line: 1 } }, { a: 1, place: { line: 2 } }, true],
  ["lists and records", [], {}, false],
  ["a list and a longer one", [1], [1, 2], false],
  ["null and a record", { a: null }, { a: {} }, false],
  ["a field more", { a: 1 }, { a: 1, b: 2 }, false],
  ["a field less", { a: 1, b: 2 }, { a: 1 }, false],
  ["other names", { a: 1 }, { b: 1 }, false],
  ["another kind", "1", 1, false],
] as const) {
  test(`compared by ${what}: ${same ? "the same" : "not the same"}`, () => {
    assert.equal(meansTheSame(one, other), same);
    assert.equal(meansTheSame(other, one), same);
  });
}
