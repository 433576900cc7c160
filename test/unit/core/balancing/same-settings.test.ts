import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sameSettings } from "../../../../src/core/balancing/same-settings.ts";

test("what is written the same is the same", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => sameSettings(value, structuredClone(value))));
});

test("a value, a key or an element more is a difference, on either side", () => {
  const base = { retry: 1, urls: [{ path: "/" }], command: { argv: ["a"] } };
  const others = [
    { ...base, retry: 2 },
    { ...base, extra: true },
    { ...base, urls: [] },
    { ...base, urls: [{ path: "/" }, { path: "/" }] },
    { ...base, command: null },
    { ...base, command: { argv: ["b"] } },
    { ...base, urls: { path: "/" } },
  ];
  for (const other of others) {
    assert.ok(!sameSettings(base, other), JSON.stringify(other));
    assert.ok(!sameSettings(other, base), JSON.stringify(other));
  }
});

test("places are no difference, at any depth", () => {
  const at = (line: number) => ({
    end: { line },
    command: { argv: ["a"], place: { line }, userPlace: { line } },
  });
  assert.ok(sameSettings(at(1), at(2)));
  assert.ok(sameSettings({ argv: [] }, { argv: [], userPlace: { line: 1 } }));
});
