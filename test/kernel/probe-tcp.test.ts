/** TCP_CHECK against servers of all kinds. Needs root, nft and iproute2. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { after, test } from "node:test";
import koffi from "koffi";
import { systemCalls } from "../../src/kernel/libc.ts";
import { int32Bytes } from "../../src/kernel/memory.ts";
import { ipSocketAddress } from "../../src/kernel/socket-address.ts";
import { milliseconds } from "../../src/wire/units.ts";
import {
  address,
  bad,
  brief,
  good,
  notMade,
  openDescriptors,
  ProbeScene,
  tcp,
} from "./probe-scene.ts";
import { until } from "./until.ts";

const sys = systemCalls();
const scene = new ProbeScene();
const servers: Server[] = [];
after(() => {
  scene.sockets.close();
  for (const server of servers) server.close();
});

async function serve(host: string, accepted: (socket: Socket) => void): Promise<number> {
  const server = createServer({ allowHalfOpen: true }, accepted).listen(0, host);
  servers.push(server);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** Of a server that was there and is not any more. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

for (const host of ["127.0.0.1", "::1"]) {
  test(`${host}: a server that accepts sees the connection come and go`, async () => {
    const seen: string[] = [];
    const port = await serve(host, (socket) => {
      seen.push("accepted");
      socket.on("end", () => seen.push("ended")).on("error", ({ message }) => seen.push(message));
      socket.resume().on("end", () => socket.end());
    });
    assert.deepEqual(await scene.probe(tcp({ address: address(host), port })), good);
    await until(() => seen.length > 1, "the server sees the end");
    assert.deepEqual(seen, ["accepted", "ended"]);
  });
}

test("a closed port is refused", async () => {
  const outcome = await scene.probe(tcp({ port: await closedPort() }));
  assert.deepEqual(outcome, bad("connection refused"));
});

test("a server whose queue is full does not answer", async () => {
  const listen: (fd: number, backlog: number) => number = koffi
    .load(null)
    .func("int listen(int, int)");
  const fd = sys.socket(2, 1, 0);
  const bound = new Uint8Array(16);
  assert.equal(sys.bind(fd, ipSocketAddress(address("127.0.0.1"), 0)), 0);
  assert.equal(listen(fd, 0), 0);
  assert.equal(sys.getsockname(fd, bound, int32Bytes(16)), 0);
  const port = new DataView(bound.buffer).getUint16(2);
  // A queue of zero takes one.
  assert.deepEqual(await scene.probe(tcp({ port })), good);
  const began = performance.now();
  assert.deepEqual(await scene.probe(tcp({ port, ...brief })), bad("timed out"));
  assert.ok(performance.now() - began >= 199);
  sys.close(fd);
});

test("a server that resets is either there or was reset: nothing else, and nothing stays", async () => {
  const port = await serve("127.0.0.1", (socket) => socket.resetAndDestroy());
  const before = openDescriptors();
  for (let count = 0; count < 50; count++) {
    const outcome = await scene.probe(tcp({ port }));
    if (!outcome.ok) assert.deepEqual(outcome, bad("connection reset"));
  }
  await until(() => openDescriptors() <= before, "all descriptors are closed");
});

test("address and port that the server sees are those that are given", async () => {
  const seen: string[] = [];
  const port = await serve("127.0.0.1", (socket) => {
    seen.push(`${socket.remoteAddress}:${socket.remotePort}`);
    socket.on("error", () => {}).resume();
  });
  const bindAddress = address("127.0.0.5");
  const bindPort = await closedPort();
  const options = { ...tcp({ port, bindAddress, bindPort }), transport: "tcp" } as const;
  const heard = { connected: () => {}, received: () => {}, ended: () => {}, failed: assert.fail };
  const opened = scene.sockets.open(options, heard);
  assert.ok(opened.ok);
  await until(() => seen.length === 1, "the server has accepted");
  opened.value.close(true);
  assert.deepEqual(seen, [`127.0.0.5:${bindPort}`]);

  assert.deepEqual(await scene.probe(tcp({ port, bindAddress })), good);
  await until(() => seen.length === 2, "the server has accepted");
  assert.match(seen[1] ?? "", /^127\.0\.0\.5:/);
});

test("a fixed local port serves one probe after the other, and two servers at once", async () => {
  const accepted = (socket: Socket) => socket.on("error", () => {}).resume();
  const ports = [await serve("127.0.0.1", accepted), await serve("127.0.0.1", accepted)];
  const bindPort = await closedPort();
  for (let count = 0; count < 3; count++) {
    const outcomes = await Promise.all(ports.map((port) => scene.probe(tcp({ port, bindPort }))));
    assert.deepEqual(outcomes, [good, good]);
  }
});

test("a local address or interface that is not there is said", async () => {
  const bindAddress = address("192.0.2.200");
  const nowhere = await scene.probe(tcp({ port: 80, bindAddress }));
  assert.deepEqual(nowhere, notMade("no local address or port to bind to"));
  const nobody = await scene.probe(tcp({ port: 80, bindInterface: "nosuch0" }));
  assert.deepEqual(nobody, notMade("no such interface"));
});

test("thousands of probes leave no descriptor, whether they succeed, fail or are cancelled", async () => {
  const port = await serve("127.0.0.1", (socket) =>
    socket
      .resume()
      .on("error", () => {})
      .end(),
  );
  const closed = await closedPort();
  const before = openDescriptors();
  let outcomes = 0;
  let cancelled = 0;
  for (let round = 0; round < 100; round++) {
    const group = Array.from({ length: 30 }, (_, index) =>
      scene.start(tcp({ port: index % 3 === 0 ? closed : port }), () => outcomes++),
    );
    if (round % 2 === 1) for (const probe of group.slice(20)) probe.cancel();
    cancelled += round % 2 === 1 ? 10 : 0;
    await until(() => outcomes + cancelled === 30 * (round + 1), "all have their outcome");
  }
  assert.equal(outcomes, 2500);
  await until(() => openDescriptors() <= before, "all descriptors are closed");
});

test("cancelled a moment after its start, at any stage, a probe is silent and closed", async () => {
  const port = await serve("127.0.0.1", (socket) =>
    socket
      .resume()
      .on("error", () => {})
      .end(),
  );
  const before = openDescriptors();
  for (let count = 0; count < 200; count++) {
    let over = false;
    const probe = scene.start(tcp({ port, timeoutMicros: milliseconds(50) }), () => {
      assert.ok(!over, "no outcome after it was cancelled");
    });
    const turns = count % 5;
    let turn = 0;
    await until(() => turn++ >= turns, "some turns of the event loop");
    over = true;
    probe.cancel();
  }
  await until(() => openDescriptors() <= before, "all descriptors are closed");
});
