import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Delivery,
  DeliveryQueue,
} from "../../../../../src/daemon/runner/alerts/delivery-queue.ts";
import { FakeTimers, recordingReport } from "../../fakes.ts";

const delivered: Delivery = { kind: "delivered" };
const down: Delivery = { kind: "failed", about: "server", reason: "ECONNREFUSED" };
const putOff: Delivery = { kind: "failed", about: "item", reason: "450 later" };

/** A server that answers as the test says, each time it is asked. */
function scene() {
  const timers = new FakeTimers();
  const { report, texts, journalled } = recordingReport();
  const tried: string[] = [];
  let answers: ((delivery: Delivery) => void)[] = [];
  let rests = 0;
  const queue = new DeliveryQueue<string>({
    ...report,
    timers,
    longest: 256,
    name: () => "Server",
    inShort: (item) => `mail ${item}`,
    deliver: (item) => {
      tried.push(item);
      return new Promise((resolve) => answers.push(resolve));
    },
    abort: () => void answer(down),
    rest: () => {
      rests++;
    },
  });
  const answer = async (delivery: Delivery) => {
    const [first, ...rest] = answers;
    answers = rest;
    first?.(delivery);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const pass = async (seconds: number) => {
    timers.advance(seconds * 1_000_000);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, tried, answer, pass, texts, journalled, rests: () => rests };
}

test("one after another, in order, and then it rests", async () => {
  const { queue, tried, answer, rests } = scene();
  for (const item of ["a", "b", "c"]) queue.add(item);
  assert.deepEqual(tried, ["a"]);
  await answer(delivered);
  await answer(delivered);
  assert.deepEqual(tried, ["a", "b", "c"]);
  assert.equal(rests(), 0);
  await answer(delivered);
  assert.equal(rests(), 1);
});

test("a server that is down is tried again with growing pauses, and nothing overtakes", async () => {
  const { queue, tried, answer, pass, texts, journalled } = scene();
  queue.add("a");
  queue.add("b");
  await answer(down);
  await pass(0.9);
  assert.deepEqual(tried, ["a"]);
  await pass(0.1);
  await answer(down);
  await pass(1.9);
  assert.deepEqual(tried, ["a", "a"]);
  await pass(0.1);
  await answer(delivered);
  assert.deepEqual(tried, ["a", "a", "a", "b"]);
  assert.deepEqual(texts(), [
    "Server: ECONNREFUSED; mail a waits, trying again in 1 s",
    "Server: ECONNREFUSED; trying again in 2 s",
    "Server answers again",
  ]);
  assert.deepEqual(journalled, ["mail a: ECONNREFUSED; it is tried again"]);
});

test("how it stands can be asked", async () => {
  const { queue, answer } = scene();
  assert.deepEqual(queue.status, { name: "Server", waiting: 0, problem: null });
  queue.add("a");
  await answer(down);
  assert.deepEqual(queue.status, { name: "Server", waiting: 1, problem: "ECONNREFUSED" });
});

test("pauses grow to five minutes", async () => {
  const { queue, tried, answer, pass } = scene();
  queue.add("a");
  for (let times = 0; times < 12; times++) {
    await answer(down);
    await pass(300);
  }
  assert.equal(tried.length, 13);
  await answer(down);
  await pass(299);
  assert.equal(tried.length, 13);
});

test("what is refused for good makes room for the next at once", async () => {
  const { queue, tried, answer, texts, journalled } = scene();
  queue.add("a");
  queue.add("b");
  await answer({ kind: "refused", reason: "550 no such user" });
  assert.deepEqual(tried, ["a", "b"]);
  assert.deepEqual(texts(), ["Server refuses mail a: 550 no such user"]);
  assert.deepEqual(journalled, ["mail a: 550 no such user"]);
});

test("what is put off ten times makes room for the others", async () => {
  const { queue, tried, answer, pass } = scene();
  queue.add("a");
  queue.add("b");
  for (let times = 0; times < 10; times++) {
    await answer(putOff);
    await pass(300);
  }
  assert.deepEqual(tried.slice(-2), ["a", "b"]);
  assert.equal(tried.length, 11);
});

test("of too many the oldest is dropped, which is said once, and how many at the end", async () => {
  const { queue, tried, answer, pass, texts, journalled } = scene();
  for (let number = 0; number < 260; number++) queue.add(`${number}`);
  assert.deepEqual(texts(), ["Server: 256 wait already: mail 1 is dropped"]);
  assert.deepEqual(journalled, ["mail 1: 256 wait already"]);
  await answer(delivered);
  assert.equal(texts()[1], "Server: 4 in all were dropped");
  for (let number = 0; number < 255; number++) await answer(delivered);
  await pass(1000);
  assert.deepEqual(tried.slice(0, 3), ["0", "5", "6"]);
  assert.equal(tried.length, 256);
  assert.equal(tried.at(-1), "259");
});

test("new settings end the pause", async () => {
  const { queue, tried, answer } = scene();
  queue.add("a");
  await answer(down);
  queue.retryNow();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(tried, ["a", "a"]);
});

test("at the end all are tried once more, and the first failure is the last", async () => {
  const { queue, tried, answer, texts } = scene();
  for (const item of ["a", "b", "c"]) queue.add(item);
  await answer(down);
  let closed = false;
  void queue.close().then(() => {
    closed = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  await answer(delivered);
  assert.equal(closed, false);
  await answer(down);
  assert.equal(closed, true);
  assert.deepEqual(tried, ["a", "a", "b"]);
  assert.equal(texts().at(-1), "Server: mail b and 1 more not sent: ECONNREFUSED");
});

test("an end without anything to do is one at once", async () => {
  await scene().queue.close();
});

test("what is given up ends what is under way", async () => {
  const { queue, tried, pass, texts, journalled } = scene();
  queue.add("a");
  queue.add("b");
  queue.discard("the daemon ends");
  await queue.close();
  await pass(1000);
  assert.deepEqual(tried, ["a"]);
  assert.deepEqual(texts(), ["Server: mail a and 1 more not sent: the daemon ends"]);
  assert.deepEqual(journalled, ["mail a and 1 more: the daemon ends"]);
});
