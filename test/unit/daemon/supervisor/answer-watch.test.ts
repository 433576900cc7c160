import assert from "node:assert/strict";
import { test } from "node:test";
import { AnswerWatch } from "../../../../src/daemon/supervisor/answer-watch.ts";
import { seconds } from "../../../../src/wire/units.ts";
import { FakeTimers } from "../fakes.ts";

function scene() {
  const timers = new FakeTimers();
  const seen: string[] = [];
  const watch = new AnswerWatch(timers, {
    ask: () => seen.push("asked"),
    hung: (what) => seen.push(what),
  });
  return { timers, seen, watch };
}

test("who owes an answer for too long hangs", () => {
  const { timers, seen, watch } = scene();
  watch.expect("is not ready");
  timers.advance(seconds(30));
  assert.deepEqual(seen, []);
  timers.advance(seconds(1));
  assert.deepEqual(seen, ["is not ready"]);
  timers.advance(seconds(600));
  assert.equal(seen.length, 1);
});

test("an answer that was only read late counts", () => {
  const { timers, seen, watch } = scene();
  watch.expect("is not ready");
  timers.advance(seconds(30.5));
  watch.answered();
  timers.advance(seconds(9));
  assert.deepEqual(seen, []);
});

test("who answered is asked again every ten seconds, until it falls silent", () => {
  const { timers, seen, watch } = scene();
  watch.answered();
  timers.advance(seconds(10));
  watch.answered();
  timers.advance(seconds(10));
  assert.deepEqual(seen, ["asked", "asked"]);
  timers.advance(seconds(31));
  assert.equal(seen.at(-1), "does not answer");
});

test("who says that it is there owes no less for it", () => {
  const { timers, seen, watch } = scene();
  watch.answered();
  timers.advance(seconds(10));
  watch.expect("has not confirmed the reload");
  watch.isThere();
  timers.advance(seconds(31));
  assert.deepEqual(seen, ["asked", "has not confirmed the reload"]);
  watch.answered();
  timers.advance(seconds(10));
  watch.isThere();
  timers.advance(seconds(10));
  assert.equal(seen.length, 4);
});

test("who is gone is neither asked nor missed", () => {
  const { timers, seen, watch } = scene();
  watch.expect("is not ready");
  watch.end();
  timers.advance(seconds(600));
  assert.deepEqual(seen, []);
});
