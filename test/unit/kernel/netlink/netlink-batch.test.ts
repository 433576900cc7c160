import assert from "node:assert/strict";
import { test } from "node:test";
import { errno } from "../../../../src/kernel/errno.ts";
import { NetlinkClient } from "../../../../src/kernel/netlink/netlink-client.ts";
import type { NetlinkRequest } from "../../../../src/kernel/netlink/netlink-request.ts";
import { MessageWriter } from "../../../../src/wire/netlink/message-writer.ts";
import { acknowledge, fakeTransport, type Kernel } from "./fake-kernel.ts";

/** Requests whose message type says which is which: 100, 101 and so on. */
const requestList = (count: number): NetlinkRequest[] =>
  Array.from({ length: count }, (_, index) => {
    const message = new MessageWriter(100 + index, 1).u32(0).finish();
    assert.ok(message.ok);
    return { operation: `do ${100 + index}`, message: message.value };
  });

function execute(kernel: Kernel, count: number, receiveBufferBytes = 1 << 20) {
  const transport = fakeTransport(kernel, { receiveBufferBytes });
  const outcomes = new NetlinkClient(transport).execute(requestList(count));
  const told = outcomes.map((outcome) => (outcome.ok ? "done" : outcome.error.errno));
  return { outcomes, told, sent: transport.sent };
}

const fine: Kernel = (requests) => requests.map((request) => acknowledge(request));

test("all requests of a transition go out in one datagram and each gets its result", () => {
  const { told, sent } = execute(fine, 200);
  assert.deepEqual(sent, [200]);
  assert.deepEqual(told, Array(200).fill("done"));
});

test("nothing to do sends nothing", () => {
  assert.deepEqual(execute(fine, 0).sent, []);
});

test("an error names the operation, errno, and the kernel's words with their place", () => {
  const words = { text: "Invalid prefix for given prefix length", offset: 24 };
  const { outcomes } = execute((requests) => {
    return requests.map((request) =>
      request.type === 101 ? acknowledge(request, errno.EINVAL, words) : acknowledge(request),
    );
  }, 3);
  assert.deepEqual(outcomes, [
    { ok: true, value: null },
    {
      ok: false,
      error: {
        operation: "do 101",
        errno: "EINVAL",
        explanation: "Invalid prefix for given prefix length, at byte 24 of the request",
        remedy: null,
      },
    },
    { ok: true, value: null },
  ]);
});

test("answers in any order and in one datagram find their requests", () => {
  const { told } = execute((requests) => {
    const answers = requests.map((request) =>
      acknowledge(request, request.type === 100 ? errno.ENODEV : 0),
    );
    return [Buffer.concat(answers.reverse())];
  }, 3);
  assert.deepEqual(told, ["ENODEV", "done", "done"]);
});

test("a batch is no larger than its answers' room in the receive buffer", () => {
  const { told, sent } = execute(fine, 100, 32 * 1280);
  assert.deepEqual(sent, [32, 32, 32, 4]);
  assert.deepEqual(told, Array(100).fill("done"));
});

test("requests whose answers were dropped are asked again, and only those", () => {
  const seen: number[] = [];
  const { told, sent } = execute((requests) => {
    seen.push(...requests.map(({ type }) => type));
    const answers = requests.map((request) => acknowledge(request));
    // The kernel reports the overrun first, then gives what it had queued until then.
    return requests.length > 3 ? [-errno.ENOBUFS, ...answers.slice(0, 3)] : answers;
  }, 8);
  assert.deepEqual(told, Array(8).fill("done"));
  assert.deepEqual(sent, [8, 4, 2]);
  const firstThree = seen.filter((type) => type < 103);
  assert.deepEqual(firstThree, [100, 101, 102]);
});

test("a request that never gets an answer through fails and does not hold up the others", () => {
  const { told } = execute((requests) => {
    const stubborn = requests.findIndex(({ type }) => type === 101);
    const answers = requests.map((request) => acknowledge(request));
    return stubborn < 0 ? answers : [...answers.slice(0, stubborn), -errno.ENOBUFS];
  }, 4);
  assert.deepEqual(told, ["done", "ENOBUFS", "done", "done"]);
});

test("a datagram too large for the send buffer is split", () => {
  const transport = fakeTransport(fine);
  const client = new NetlinkClient({
    ...transport,
    send: (datagram) => (datagram.length > 60 ? -errno.EMSGSIZE : transport.send(datagram)),
  });
  assert.ok(client.execute(requestList(9)).every(({ ok }) => ok));
  assert.deepEqual(transport.sent, [2, 2, 2, 2, 1]);
});

test("a refusal to send at all is everybody's result", () => {
  const transport = fakeTransport(fine, { sendResult: -errno.EPERM });
  const outcomes = new NetlinkClient(transport).execute(requestList(2));
  assert.deepEqual(
    outcomes.map((outcome) => !outcome.ok && [outcome.error.operation, outcome.error.errno]),
    [
      ["do 100", "EPERM"],
      ["do 101", "EPERM"],
    ],
  );
});

test("an answer cut short fails what it was to answer and throws nothing", () => {
  const { told } = execute((requests) => {
    return requests.map((request, index) => {
      const answer = acknowledge(request);
      return index === 1 ? answer.subarray(0, 18) : answer;
    });
  }, 3);
  assert.deepEqual(told, ["done", "EBADMSG", "EBADMSG"]);
});

test("a kernel that does not answer is timed out", () => {
  assert.deepEqual(execute(() => [], 2).told, ["ETIMEDOUT", "ETIMEDOUT"]);
});

test("a late answer to an earlier request is not taken for an answer to this one", () => {
  const transport = fakeTransport(fine);
  const client = new NetlinkClient(transport);
  const late = { type: 100, flags: 0, sequence: 4_000_000, port: 0, payload: new Uint8Array(0) };
  transport.queue(acknowledge(late, errno.EPERM));
  assert.deepEqual(client.execute(requestList(1)), [{ ok: true, value: null }]);
});
