import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Random } from "../../../src/sim/random.ts";

const draw = (random: Random, count: number) => Array.from({ length: count }, () => random.bits());

test("a seed gives the same numbers on every machine", () => {
  assert.deepEqual(draw(new Random(1), 4), draw(new Random(1), 4));
  assert.notDeepEqual(draw(new Random(1), 4), draw(new Random(2), 4));
});

test("all values of a range come, and about equally often", () => {
  const random = new Random(7);
  const counts = new Map<number, number>();
  for (let left = 6_000; left > 0; left--) {
    const value = random.integer(1, 6);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  assert.deepEqual([...counts.keys()].sort(), [1, 2, 3, 4, 5, 6]);
  for (const count of counts.values()) assert.ok(count > 850 && count < 1_150, `${count}`);
});

test("integers stay within their range, and certainties are certain", () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(1_000), fc.nat(1_000), (seed, lowest, extent) => {
      const random = new Random(seed);
      const value = random.integer(lowest, lowest + extent);
      assert.ok(value >= lowest && value <= lowest + extent);
      assert.equal(random.chance(1), true);
      assert.equal(random.chance(0), false);
    }),
  );
});

test("a sample has different items of the list", () => {
  fc.assert(
    fc.property(fc.integer(), fc.uniqueArray(fc.integer()), fc.nat(10), (seed, items, count) => {
      const sample = new Random(seed).sample(items, count);
      assert.equal(sample.length, Math.min(count, items.length));
      assert.equal(new Set(sample).size, sample.length);
      assert.ok(sample.every((item) => items.includes(item)));
    }),
  );
});

test("what is drawn from a fork does not shift what is drawn from its parent", () => {
  const one = new Random(5);
  const other = new Random(5);
  draw(one.fork(), 100);
  other.fork();
  assert.deepEqual(draw(one, 4), draw(other, 4));
});
