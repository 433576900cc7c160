/** HTTP_GET against nginx, and against servers that nobody should have. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { after, before, test } from "node:test";
import type { CheckedUrl } from "../../src/config/model/checker.ts";
import { milliseconds, seconds } from "../../src/wire/units.ts";
import { patternOf } from "../unit/checks/page-checks.ts";
import { bad, brief, good, http, openDescriptors, ProbeScene } from "./probe-scene.ts";
import { until } from "./until.ts";
import { Authority, freePort, newFolder, startWebServer, type WebServer } from "./web-server.ts";

const page = `<html>${"all is well ".repeat(2000)}</html>`;
const large = Buffer.alloc(3_000_000, "0123456789\n");
const md5 = (bytes: string | Buffer): string => createHash("md5").update(bytes).digest("hex");

const scene = new ProbeScene();
let web: WebServer;
before(async () => {
  const certificate = new Authority(newFolder()).sign("web.test", 30);
  web = await startWebServer({ pages: { "index.html": page, large }, certificate });
});
after(async () => {
  scene.sockets.close();
  await web.stop();
});

const rows: readonly [what: string, url: Partial<CheckedUrl>, expected: object][] = [
  ["status", {}, good],
  ["a page that is not there", { path: "/none" }, bad("status code 404")],
  ["a code that is asked for", { path: "/none", statusCodes: [{ first: 404, last: 404 }] }, good],
  ["a redirection", { path: "/moved", statusCodes: [{ first: 300, last: 399 }] }, good],
  ["a sum", { digest: md5(page) }, good],
  ["another sum", { digest: md5("") }, bad(`MD5 digest mismatch: ${md5(page)}`)],
  ["the sum of a large page", { path: "/large", digest: md5(large) }, good],
  ["a pattern", { bodyPattern: patternOf("well\\s+all") }, good],
  ["no such pattern", { bodyPattern: patternOf("ill") }, bad("no match")],
  ["a pattern at the end", { bodyPattern: patternOf("</html>$", { minimumOffset: 20_000 }) }, good],
  [
    "a pattern too late",
    { bodyPattern: patternOf("</html>", { maximumOffset: 99 }) },
    bad("no match"),
  ],
  [
    "a pattern in a large page",
    { path: "/large", bodyPattern: patternOf("9\\n$") },
    bad("no match"),
  ],
];

for (const [what, url, expected] of rows) {
  for (const version of ["1.0", "1.1"] as const) {
    test(`nginx, HTTP ${version}: ${what}`, async () => {
      const more = { port: web.port, httpVersion: version, closesConnection: version === "1.1" };
      assert.deepEqual(await scene.probe(http(url, more)), expected);
    });
  }
}

test("nginx, a connection that stays open does not keep the check waiting", async () => {
  const start = performance.now();
  const more = { port: web.port, httpVersion: "1.1", closesConnection: false } as const;
  assert.deepEqual(await scene.probe(http({ digest: md5(page) }, more)), good);
  assert.ok(performance.now() - start < 5000);
});

test("nginx, hundreds of checks at once, and no descriptor stays", async () => {
  const descriptors = openDescriptors();
  const checker = http({ digest: md5(page) }, { port: web.port });
  const outcomes = await Promise.all(Array.from({ length: 300 }, () => scene.probe(checker)));
  for (const outcome of outcomes) assert.deepEqual(outcome, good);
  assert.equal(openDescriptors(), descriptors);
});

test("nobody there", async () => {
  const outcome = await scene.probe(http({}, { port: await freePort() }));
  assert.deepEqual(outcome, bad("connection refused"));
});

/** A server of one kind of mischief, gone with the test. */
async function mischief(act: (socket: Socket) => void) {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => act(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.dispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const ok = "HTTP/1.1 200 OK\r\n";

const wicked: readonly [what: string, act: (socket: Socket) => void, expected: object][] = [
  ["closes at once", (socket) => socket.end(), bad("no data")],
  ["resets at once", (socket) => socket.resetAndDestroy(), bad("connection reset")],
  ["closes within the headers", (s) => s.end(ok), bad("connection closed within the headers")],
  ["answers with garbage", (socket) => socket.write(Buffer.alloc(50)), bad("answer is not HTTP")],
  ["is a mail server", (socket) => socket.write("220 mx ESMTP\r\n"), bad("answer is not HTTP")],
  ["sends endless headers", (s) => flood(s, `${ok}A: `, "b"), bad("headers are too long")],
  [
    "breaks its chunks",
    (socket) => socket.write(`${ok}Transfer-Encoding: chunked\r\n\r\n-5\r\nhello`),
    bad("chunks are broken"),
  ],
  [
    "announces more than it sends",
    (socket) => socket.end(`${ok}Content-Length: 100\r\n\r\nhello`),
    { ...good, warning: "the page ends before the end that it announced" },
  ],
  ["announces less than it sends", (s) => flood(s, `${ok}Content-Length: 5\r\n\r\n`, "x"), good],
  [
    "only prepares",
    (socket) => socket.end(`HTTP/1.1 100 Go\r\n\r\n`),
    bad("connection closed within the headers"),
  ],
];

for (const [what, act, expected] of wicked) {
  test(`a server that ${what}`, async () => {
    using server = await mischief(act);
    assert.deepEqual(await scene.probe(http({}, { port: server.port })), expected);
  });
}

/** Sends without an end, as fast as it is read. */
function flood(socket: Socket, first: string, filling: string): void {
  const piece = Buffer.alloc(65_536, filling);
  socket.write(first);
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on("drain", more);
  more();
}

test("a server that resets within the page", async () => {
  using server = await mischief((socket) => {
    socket.write(`${ok}Content-Length: 100\r\n\r\nhello`, () =>
      setImmediate(() => socket.resetAndDestroy()),
    );
  });
  const outcome = await scene.probe(http({}, { port: server.port }));
  assert.deepEqual(outcome, bad("connection reset"));
});

test("a server that accepts and says nothing", async () => {
  using server = await mischief(() => {});
  const outcome = await scene.probe(http({}, { port: server.port, ...brief }));
  assert.deepEqual(outcome, bad("timed out"));
});

test("a server that drips is down at the deadline, whatever it still sends", async () => {
  let dripped = 0;
  using server = await mischief((socket) => {
    const timer = setInterval(() => socket.write(`${ok}\r\n`[dripped++] ?? "x"), 20);
    socket.on("close", () => clearInterval(timer));
  });
  const start = performance.now();
  const timeoutMicros = milliseconds(400);
  const outcome = await scene.probe(http({}, { port: server.port, timeoutMicros }));
  assert.deepEqual(outcome, bad("timed out"));
  assert.ok(performance.now() - start < 2000);
  assert.ok(dripped > 5);
});

test("a server that never ends is read up to a bound, in little memory", async () => {
  using server = await mischief((socket) => flood(socket, `${ok}\r\n`, "x"));
  const before = process.memoryUsage().rss;
  const more = { port: server.port, timeoutMicros: seconds(30) };
  const { ok: isGood } = await scene.probe(http({ bodyPattern: patternOf("y") }, more));
  assert.equal(isGood, false);
  assert.ok(process.memoryUsage().rss - before < 100_000_000);
});

test("a check that is cancelled leaves nothing open", async () => {
  using server = await mischief((socket) => socket.write(ok));
  const descriptors = openDescriptors();
  const probe = scene.start(http({}, { port: server.port }), () => assert.fail("it was cancelled"));
  assert.equal(openDescriptors(), descriptors + 1);
  probe.cancel();
  await until(() => openDescriptors() <= descriptors, "the socket is closed");
});
