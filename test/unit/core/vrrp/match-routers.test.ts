import assert from "node:assert/strict";
import { test } from "node:test";
import type { VrrpInstance } from "../../../../src/config/model/vrrp-instance.ts";
import { matchRouters } from "../../../../src/core/vrrp/match-routers.ts";
import { virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import type { VirtualRouterId } from "../../../../src/wire/units.ts";

const router = (name: string, virtualRouterId: number): VrrpInstance =>
  virtualInstance({ name, version: 3, virtualRouterId: virtualRouterId as VirtualRouterId });

const matched = (before: readonly VrrpInstance[], after: readonly VrrpInstance[]) =>
  matchRouters(before, (instance) => instance, after).map((instance) => instance?.name ?? null);

test("a router is known by its number, whatever its name", () => {
  const [one, two] = [router("A", 1), router("B", 2)];
  assert.deepEqual(matched([one, two], [router("B", 1), router("C", 3)]), ["A", null]);
});

test("of several that would do the one of the same name is meant, in any order", () => {
  const before = [router("A", 1), router("B", 1)];
  assert.deepEqual(matched(before, [router("B", 1), router("A", 1)]), ["B", "A"]);
  assert.deepEqual(matched(before, [router("C", 1), router("A", 1)]), ["B", "A"]);
});

test("each is matched once", () => {
  assert.deepEqual(matched([router("A", 1)], [router("B", 1), router("C", 1)]), ["A", null]);
});
