import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { maglevSlots } from "../../../../../src/core/balancing/nftables/maglev.ts";

const named = (count: number, weight: (index: number) => number = () => 1) =>
  Array.from({ length: count }, (_, index) => ({
    name: `10.0.0.${index} 80`,
    weight: weight(index),
  }));
const shareOf = (slots: readonly number[], index: number): number =>
  slots.filter((slot) => slot === index).length / slots.length;

test("every slot leads to a server, and equal weights have equal shares", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 150 }), (count) => {
      const slots = maglevSlots(named(count));
      assert.ok(slots.every((slot) => slot >= 0 && slot < count));
      const counts = named(count).map((_, index) => shareOf(slots, index) * slots.length);
      assert.ok(Math.max(...counts) - Math.min(...counts) < 1.5);
    }),
  );
});

test("shares follow the weights", () => {
  const slots = maglevSlots(named(3, (index) => [100, 50, 10][index] ?? 0));
  for (const [index, weight] of [100, 50, 10].entries()) {
    assert.ok(Math.abs(shareOf(slots, index) - weight / 160) < 0.01, `server ${index}`);
  }
});

test("a server of the least weight beside one of the largest has a slot", () => {
  const slots = maglevSlots(named(2, (index) => (index === 0 ? 65_535 : 1)));
  assert.equal(slots.filter((slot) => slot === 1).length, 1);
});

test("removing a server moves few slots of the others", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), (count, seed) => {
      const servers = named(count);
      const gone = seed % count;
      const before = maglevSlots(servers).map((slot) => servers[slot]?.name);
      const left = servers.filter((_, index) => index !== gone);
      const after = maglevSlots(left).map((slot) => left[slot]?.name);
      const others = before.filter((name) => name !== servers[gone]?.name).length;
      const moved = before.filter(
        (name, slot) => name !== servers[gone]?.name && name !== after[slot],
      ).length;
      assert.ok(moved < 0.25 * others + 2, `${moved} of ${others}`);
    }),
  );
});
