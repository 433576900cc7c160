import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { editDistance, nearest } from "../../../../src/config/keywords/nearest.ts";

test("a letter more, less, other or swapped is one edit", () => {
  for (const word of ["priiority", "priorty", "prioriti", "prioirty"]) {
    assert.equal(editDistance(word, "priority"), 1, word);
  }
});

test("the distance is symmetric, zero only for the same word, and never above the longer one", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
  fc.assert(
    fc.property(word, word, (left, right) => {
      const distance = editDistance(left, right);
      assert.equal(distance, editDistance(right, left));
      assert.equal(distance === 0, left === right);
      assert.ok(distance <= Math.max(left.length, right.length));
      assert.ok(distance >= Math.abs(left.length - right.length));
    }),
  );
});

test("nothing is proposed for a word that is like no other, or endless", () => {
  assert.equal(nearest("banana", ["priority", "state"]), null);
  assert.equal(nearest("x".repeat(10_000), ["priority"]), null);
  assert.equal(nearest("", ["priority"]), null);
});
