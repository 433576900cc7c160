import assert from "node:assert/strict";
import { test } from "node:test";
import { errno } from "../../../src/kernel/errno.ts";
import { systemCalls } from "../../../src/kernel/libc.ts";
import { SendBatch } from "../../../src/kernel/send-batch.ts";
import type { Sys } from "../../../src/kernel/sys.ts";

/** A kernel that takes what `answer` says of each run it is offered. */
function fake(answer: (call: number, count: number) => number) {
  const offered: number[] = [];
  const sys: Sys = {
    ...systemCalls(),
    sendmmsg: (_fd, _headers, count) => {
      offered.push(count);
      return answer(offered.length - 1, count);
    },
  };
  return { batch: new SendBatch(sys), offered };
}

const messages = (count: number) =>
  Array.from({ length: count }, () => ({ header: new Uint8Array(64) }));

test("600 messages go in three calls, none in no call", () => {
  const { batch, offered } = fake((_call, count) => count);
  assert.equal(batch.send(3, messages(600)), 0);
  assert.equal(batch.send(3, []), 0);
  assert.deepEqual(offered, [256, 256, 88]);
});

test("what the kernel leaves of a run is offered again", () => {
  const { batch, offered } = fake((_call, count) => Math.ceil(count / 2));
  assert.equal(batch.send(3, messages(8)), 0);
  assert.deepEqual(offered, [8, 4, 2, 1]);
});

test("refused messages are stepped over, and the first refusal is given", () => {
  const answers = [2, -errno.EMSGSIZE, 1, -errno.ENETDOWN, 1];
  const { batch, offered } = fake((call) => answers[call] ?? 0);
  assert.equal(batch.send(3, messages(6)), -errno.EMSGSIZE);
  assert.deepEqual(offered, [6, 4, 3, 2, 1]);
});

test("a refusal in an early run does not keep the later ones", () => {
  const { batch, offered } = fake((call, count) => (call === 0 ? -errno.ENETDOWN : count));
  assert.equal(batch.send(3, messages(300)), -errno.ENETDOWN);
  assert.deepEqual(offered, [256, 255, 44]);
});

test("a full queue ends the run: nothing waits, nothing is tried one by one", () => {
  const { batch, offered } = fake(() => -errno.EAGAIN);
  assert.equal(batch.send(3, messages(200)), -errno.EAGAIN);
  assert.deepEqual(offered, [200]);
});
