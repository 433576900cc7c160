import assert from "node:assert/strict";
import { test } from "node:test";
import { errno } from "../../../src/kernel/errno.ts";
import { systemCalls } from "../../../src/kernel/libc.ts";
import { int32At, int32Bytes } from "../../../src/kernel/memory.ts";
import { createPoller, type Interest, type Poller } from "../../../src/kernel/poller.ts";
import {
  AF_INET,
  AF_UNIX,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
} from "../../../src/kernel/socket-constants.ts";

const sys = systemCalls();
const hello = new TextEncoder().encode("hello");

function pair(): [number, number] {
  const both = new Uint8Array(8);
  const result = sys.socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, both);
  assert.equal(result, 0);
  return [int32At(both, 0), int32At(both, 4)];
}

/** Waits for the first report on a fresh pair of sockets, of which the other end has sent. */
function firstReport<Value>(
  poller: Poller,
  interest: Interest,
  read: (fd: number) => Value,
): Promise<Value> {
  const [near, far] = pair();
  const { promise, resolve, reject } = Promise.withResolvers<Value>();
  const limit = setTimeout(() => reject(new Error("no report")), 5000);
  const watch = poller.watch(near, interest, () => resolve(read(near)));
  assert.equal(sys.sendto(far, hello, 0, null), hello.length);
  return promise.finally(() => {
    clearTimeout(limit);
    watch.close();
    watch.close();
    sys.close(near);
    sys.close(far);
  });
}

test("a descriptor with something to read is reported until it is read", async () => {
  const poller = createPoller(sys, (problem) => assert.fail(String(problem)));
  const buffer = new Uint8Array(100);
  const size = await firstReport(poller, { readable: true, promises: true }, (fd) =>
    sys.recv(fd, buffer, 0),
  );
  assert.equal(size, hello.length);
  assert.deepEqual(buffer.subarray(0, size), hello);
});

test("an exception of a callback goes to the handler, and the reports go on", async () => {
  const problems: unknown[] = [];
  const poller = createPoller(sys, (problem) => problems.push(problem));
  let calls = 0;
  const [near, far] = pair();
  const { promise, resolve } = Promise.withResolvers<void>();
  const limit = setTimeout(resolve, 5000);
  const watch = poller.watch(near, {}, () => {
    calls++;
    if (calls === 1) throw new Error("first");
    resolve();
  });
  sys.sendto(far, hello, 0, null);
  await promise;
  clearTimeout(limit);
  watch.close();
  sys.close(near);
  sys.close(far);
  assert.equal(calls, 2);
  assert.deepEqual(problems.map(String), ["Error: first"]);
});

test("promises that a callback settles run soon when asked for", async () => {
  const poller = createPoller(sys, (problem) => assert.fail(String(problem)));
  const value = await firstReport(poller, { promises: true }, () => Promise.resolve("settled"));
  assert.equal(value, "settled");
});

test("a failing call gives the negative error number", () => {
  assert.equal(sys.close(-1), -9);
  assert.equal(sys.recv(-1, new Uint8Array(1), 0), -9);
});

test("a descriptor with an error pending is told, and watched on", async () => {
  const problems: unknown[] = [];
  const poller = createPoller(sys, (problem) => problems.push(problem));
  const type = SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
  const [near, far] = [sys.socket(AF_INET, type, 0), sys.socket(AF_INET, type, 0)];
  const address = new Uint8Array(16);
  address.set(int32Bytes(AF_INET), 0);
  address.set([127, 0, 0, 1], 4);
  assert.equal(sys.bind(far, address), 0);
  assert.equal(sys.getsockname(far, address, int32Bytes(address.length)), 0);
  assert.equal(sys.connect(near, address), 0);
  sys.close(far);

  const heard: number[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const limit = setTimeout(() => reject(new Error(`only ${heard}`)), 5000);
  const watch = poller.watch(near, { readable: true }, () => {
    heard.push(sys.recv(near, new Uint8Array(10), 0));
    if (heard.length === 3) resolve();
    else sys.sendto(near, hello, 0, null);
  });
  sys.sendto(near, hello, 0, null);
  await promise.finally(() => {
    clearTimeout(limit);
    watch.close();
    sys.close(near);
  });
  assert.deepEqual(heard, [-errno.ECONNREFUSED, -errno.ECONNREFUSED, -errno.ECONNREFUSED]);
  assert.deepEqual(problems, []);
});
