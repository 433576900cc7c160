import assert from "node:assert/strict";
import { test } from "node:test";
import { SpareMemory } from "../../../../src/daemon/supervisor/spare-memory.ts";
import { seconds } from "../../../../src/wire/units.ts";
import { FakeTimers } from "../fakes.ts";

test("reloads in a row are cleaned up after once, and the next one again", (context) => {
  let collections = 0;
  const before = globalThis.gc;
  globalThis.gc = (async () => {
    collections++;
  }) as NodeJS.GCFunction;
  context.after(() => {
    globalThis.gc = before;
  });
  const timers = new FakeTimers();
  const memory = new SpareMemory(timers);
  for (const _ of Array(10).keys()) memory.giveBack();
  assert.equal(collections, 0);
  timers.advance(seconds(3));
  assert.equal(collections, 1);
  memory.giveBack();
  timers.advance(seconds(3));
  assert.equal(collections, 2);
});
