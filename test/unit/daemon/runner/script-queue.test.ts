import assert from "node:assert/strict";
import { test } from "node:test";
import { type Script, ScriptQueues } from "../../../../src/daemon/runner/script-queue.ts";
import { recordingReport } from "../fakes.ts";

const script = (queue: string, name: string): Script => ({
  queue,
  argv: [name],
  user: null,
  group: null,
});

/** Scripts that end when the test says so. */
function scene(mostAtOnce = 64, mostWaiting = 65_536) {
  const started: string[] = [];
  const finish = new Map<string, () => void>();
  const { report, texts, journalled } = recordingReport();
  const queues = new ScriptQueues(
    (next) => {
      started.push(next.argv[0]);
      return new Promise((resolve) => finish.set(next.argv[0], resolve));
    },
    report,
    { mostAtOnce, mostWaiting },
  );
  const end = async (name: string) => {
    finish.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queues, started, end, texts, journalled };
}

test("scripts of one instance never overtake each other", async () => {
  const { queues, started, end } = scene();
  for (const name of ["backup", "master", "fault"]) queues.add(script("VI_1", name));
  assert.deepEqual(started, ["backup"]);
  await end("backup");
  assert.deepEqual(started, ["backup", "master"]);
  await end("master");
  assert.deepEqual(started, ["backup", "master", "fault"]);
});

test("a slow script of one instance does not hold up another", () => {
  const { queues, started } = scene();
  queues.add(script("VI_1", "slow"));
  queues.add(script("VI_2", "other"));
  assert.deepEqual(started, ["slow", "other"]);
});

test("of too many that wait the oldest gives way, and that is said", async () => {
  const { queues, started, end, texts, journalled } = scene();
  queues.add(script("VI_1", "slow"));
  for (let index = 0; index < 65; index++) queues.add(script("VI_1", `waiting${index}`));
  await end("slow");
  assert.deepEqual(started, ["slow", "waiting1"]);
  assert.equal(texts().length, 1);
  assert.equal(texts()[0], "(VI_1) script waiting0 not run: 64 newer ones wait");
  assert.deepEqual(journalled, ["(VI_1) script waiting0: not run: 64 newer ones wait"]);
});

test("however many wait in all, the newest of each queue is run", async () => {
  const { queues, started, end } = scene(1, 2);
  queues.add(script("VI_1", "slow"));
  for (const name of ["backup", "fault", "master"]) queues.add(script("VI_1", name));
  for (const name of ["two", "three"]) queues.add(script(`VI ${name}`, name));
  await end("slow");
  await end("two");
  await end("three");
  await end("fault");
  await end("master");
  await queues.drained();
  assert.deepEqual(started, ["slow", "two", "three", "fault", "master"]);
});

test("it is drained when the last script has ended", async () => {
  const { queues, end } = scene();
  queues.add(script("VI_1", "one"));
  queues.add(script("VI_1", "two"));
  let drained = false;
  void queues.drained().then(() => {
    drained = true;
  });
  await end("one");
  assert.equal(drained, false);
  await end("two");
  assert.equal(drained, true);
});

test("what is discarded is not run, and that is said", async () => {
  const { queues, started, end, texts, journalled } = scene();
  for (const name of ["one", "two", "three"]) queues.add(script("VI_1", name));
  queues.discardWaiting();
  await end("one");
  await queues.drained();
  assert.deepEqual(started, ["one"]);
  assert.deepEqual(texts(), ["(VI_1) script two not run, and 1 more: the daemon ends"]);
  assert.deepEqual(journalled, ["(VI_1) script two: not run, and 1 more: the daemon ends"]);
});

test("no more than the bound run at once, and those who wait longest are next", async () => {
  const { queues, started, end } = scene(2);
  for (const name of ["one", "two", "three", "four"]) queues.add(script(`RS ${name}`, name));
  queues.add(script("RS one", "one again"));
  assert.deepEqual(started, ["one", "two"]);
  await end("one");
  assert.deepEqual(started, ["one", "two", "three"]);
  await end("two");
  await end("three");
  assert.deepEqual(started, ["one", "two", "three", "four", "one again"]);
});

test("what is discarded before its turn leaves the others, and what comes later, alone", async () => {
  const { queues, started, end } = scene(1);
  queues.add(script("RS one", "one"));
  queues.add(script("RS two", "two"));
  queues.discardWaiting();
  queues.add(script("RS two", "later"));
  await end("one");
  await end("later");
  await queues.drained();
  assert.deepEqual(started, ["one", "later"]);
});

test("of thousands that are to start at once only a few do so in one turn", async () => {
  const { queues, started } = scene(64);
  for (let number = 0; number < 100; number++) queues.add(script(`RS ${number}`, `${number}`));
  assert.ok(started.length < 10);
  for (let turn = 0; turn < 64; turn++) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(started.length, 64);
});
