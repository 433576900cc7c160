import assert from "node:assert/strict";
import { test } from "node:test";
import { errno } from "../../../../src/kernel/errno.ts";
import { NetlinkClient } from "../../../../src/kernel/netlink/netlink-client.ts";
import { dumpCostBytes } from "../../../../src/kernel/netlink/netlink-queries.ts";
import type { NetlinkRequest } from "../../../../src/kernel/netlink/netlink-request.ts";
import type { NetlinkMessage } from "../../../../src/wire/netlink/message.ts";
import { MessageWriter } from "../../../../src/wire/netlink/message-writer.ts";
import { success } from "../../../../src/wire/result.ts";
import {
  type Answer,
  acknowledge,
  done,
  fakeTransport,
  type Kernel,
  numbered,
} from "./fake-kernel.ts";

/** Requests of type 100, 101 and so on: tables of so many entries. */
const tables = (count: number): NetlinkRequest[] =>
  Array.from({ length: count }, (_, index) => {
    const message = new MessageWriter(100 + index, 1).u32(0).finish();
    assert.ok(message.ok);
    return { operation: `list ${100 + index}`, message: message.value };
  });

function entry({ type, sequence }: NetlinkMessage): Uint8Array {
  const message = new MessageWriter(50, 2).u32(type).finish();
  assert.ok(message.ok);
  return numbered(message.value, sequence);
}

const told = (request: NetlinkMessage): readonly Answer[] => [entry(request), done(request)];
const ask = (kernel: Kernel, count: number, buffer = 1 << 20) => {
  const transport = fakeTransport(kernel, { receiveBufferBytes: buffer });
  const client = new NetlinkClient(transport);
  const results = client.dumpEach(tables(count), (message, index) =>
    success({ index, type: message.payload[0] }),
  );
  return { results, sent: transport.sent, client };
};
const isRight = (results: ReturnType<typeof ask>["results"]): boolean =>
  results.every(
    (result, index) =>
      result.ok &&
      result.value.length === 1 &&
      result.value[0]?.index === index &&
      result.value[0]?.type === 100 + index,
  );

test("many tables are asked for in one datagram, and each has its own answers", () => {
  const { results, sent } = ask((requests) => requests.flatMap(told), 20);
  assert.ok(isRight(results));
  assert.deepEqual(sent, [20]);
});

test("a datagram asks for no more than the receive buffer holds", () => {
  const { results, sent } = ask((requests) => requests.flatMap(told), 7, 3 * dumpCostBytes);
  assert.ok(isRight(results));
  assert.deepEqual(sent, [3, 3, 1]);
});

test("tables behind one that takes several messages are asked for again, in smaller datagrams", () => {
  const { results, sent } = ask(
    (requests) =>
      requests.flatMap((request, index) => {
        const large = requests.findIndex(({ type }) => type === 103);
        return large >= 0 && index > large ? [acknowledge(request, errno.EBUSY)] : told(request);
      }),
    12,
  );
  assert.ok(isRight(results));
  assert.deepEqual(sent, [12, 6, 2]);
});

test("one that is refused is no other's failure", () => {
  const { results } = ask(
    (requests) =>
      requests.flatMap((request) =>
        request.type === 101 ? [acknowledge(request, errno.EPERM)] : told(request),
      ),
    3,
  );
  assert.deepEqual(
    results.map((result) => result.ok || [result.error.operation, result.error.errno]),
    [true, ["list 101", "EPERM"], true],
  );
});

test("what the receive buffer lost is asked for again", () => {
  let round = 0;
  const { results, sent } = ask((requests) => {
    round++;
    const answers = requests.flatMap(told);
    return round === 1 ? [...answers.slice(0, 3), -errno.ENOBUFS, ...answers.slice(3)] : answers;
  }, 4);
  assert.ok(isRight(results));
  assert.deepEqual(sent, [4, 2, 1]);
});

test("a kernel that is always busy is given up", () => {
  const { results } = ask(
    (requests) => requests.map((request) => acknowledge(request, errno.EBUSY)),
    3,
  );
  assert.deepEqual(
    results.map((result) => !result.ok && result.error.errno),
    ["EBUSY", "EBUSY", "EBUSY"],
  );
});

test("single entries are asked for many at a time, and silence is timed out", () => {
  const transport = fakeTransport((requests) =>
    requests.flatMap((request) =>
      request.type === 101
        ? [acknowledge(request, errno.ESRCH)]
        : [entry(request), acknowledge(request)],
    ),
  );
  const answers = new NetlinkClient(transport).askEach(tables(3), () => success("one"));
  assert.deepEqual(
    answers.map((answer) => (answer.ok ? answer.value : answer.error.errno)),
    [["one"], "ESRCH", ["one"]],
  );
  const silent = new NetlinkClient(fakeTransport(() => [])).askEach(tables(1), () => null);
  assert.ok(silent[0] !== undefined && !silent[0].ok && silent[0].error.errno === "ETIMEDOUT");
});
