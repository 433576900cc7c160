import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mostSlots, weightedSlots } from "../../../../../src/core/balancing/nftables/slots.ts";

const weights = fc.array(fc.integer({ min: 1, max: 65_535 }), { minLength: 1, maxLength: 40 });
const countsOf = (slots: readonly number[], servers: number): readonly number[] =>
  Array.from({ length: servers }, (_, index) => slots.filter((slot) => slot === index).length);

test("turns are spread, not in a row", () => {
  assert.deepEqual(weightedSlots([3, 1]), [0, 0, 1, 0]);
  assert.deepEqual(weightedSlots([1, 1, 1]), [0, 1, 2]);
  assert.deepEqual(weightedSlots([7]), [0]);
});

test("weights with a common divisor take no more slots than without it", () => {
  assert.deepEqual(weightedSlots([300, 100]), weightedSlots([3, 1]));
});

test("shares are those of the weights, to a slot", () => {
  fc.assert(
    fc.property(weights, (given) => {
      const slots = weightedSlots(given);
      const total = given.reduce((sum, weight) => sum + weight, 0);
      for (const [index, count] of countsOf(slots, given.length).entries()) {
        const exact = ((given[index] ?? 0) / total) * slots.length;
        // Each has one slot at least, which the others pay for.
        assert.ok(
          count >= 1 && Math.abs(count - exact) < 1 + exact * 0.05,
          `${count} for ${exact}`,
        );
      }
    }),
  );
});

test("the number of slots has a bound, whatever the weights", () => {
  fc.assert(
    fc.property(weights, (given) => {
      assert.ok(weightedSlots(given).length <= mostSlots + given.length);
    }),
  );
  const many = Array.from({ length: 5000 }, (_, index) => 1 + (index % 7919));
  assert.ok(weightedSlots(many).length <= 5 * many.length);
});
