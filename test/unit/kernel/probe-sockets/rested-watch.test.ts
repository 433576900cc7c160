import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Poller } from "../../../../src/kernel/poller.ts";
import { RestedWatch } from "../../../../src/kernel/probe-sockets/rested-watch.ts";

/** A descriptor with as much to find as the test says, and timers that the test moves. */
function scene({ mock }: TestContext) {
  mock.timers.enable({ apis: ["setTimeout"] });
  const calls: string[] = [];
  let wake: () => void = () => {};
  const poller: Poller = {
    watch: (_fd, _interest, callback) => {
      wake = () => callback({ readable: true, writable: false });
      return {
        pause: () => calls.push("pause"),
        resume: () => calls.push("resume"),
        close: () => calls.push("close"),
      };
    },
  };
  const found = { each: 1, looks: 0 };
  const look = () => {
    found.looks++;
    return found.each;
  };
  const watch = new RestedWatch(poller, 3, look);
  const wakeOften = (times: number) => {
    for (let count = 0; count < times; count++) wake();
  };
  const wait = (looks: number) => {
    for (let count = 0; count < looks; count++) mock.timers.tick(5);
  };
  return { watch, calls, found, wakeOften, wait };
}

test("a quiet descriptor is looked at whenever it has something", (context) => {
  const { calls, found, wakeOften } = scene(context);
  wakeOften(19);
  assert.deepEqual([found.looks, calls], [19, []]);
});

test("a busy one is looked at every five milliseconds, until it is quiet for a while", (context) => {
  const { calls, found, wakeOften, wait } = scene(context);
  wakeOften(20);
  assert.deepEqual([found.looks, calls], [20, ["pause"]]);
  wait(100);
  assert.deepEqual([found.looks, calls], [120, ["pause"]]);
  found.each = 0;
  wait(19);
  assert.deepEqual(calls, ["pause"]);
  found.each = 1;
  wait(1);
  found.each = 0;
  wait(20);
  assert.deepEqual(calls, ["pause", "resume"]);
  wait(100);
  assert.equal(found.looks, 160);
});

test("after its end it looks no more, though the end came from a look", (context) => {
  const { watch, calls, found, wakeOften, wait } = scene(context);
  wakeOften(20);
  watch.close();
  wait(100);
  assert.deepEqual([found.looks, calls], [20, ["pause", "close"]]);
});
