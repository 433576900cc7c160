/** SMTP_CHECK against exim, and against servers that are no mail servers. Needs root. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { after, before, test } from "node:test";
import { type MailServer, startMailServer } from "./mail-server.ts";
import { bad, brief, good, openDescriptors, ProbeScene, smtp } from "./probe-scene.ts";
import { until } from "./until.ts";
import { freePort } from "./web-server.ts";

const scene = new ProbeScene();
let mail: MailServer;
before(async () => {
  mail = await startMailServer();
});
after(async () => {
  scene.sockets.close();
  await mail.stop();
});

test("exim greets and answers, and sees the end of the conversation", async () => {
  assert.deepEqual(await scene.probe(smtp({ port: mail.port })), good);
  const log = () => (existsSync(mail.log) ? readFileSync(mail.log, "utf8") : "");
  await until(() => log().includes("closed by QUIT"), "exim has logged QUIT");
  assert.match(log(), /from \(checker\.test\) \[127\.0\.0\.1\] closed by QUIT/);
  assert.doesNotMatch(log(), /unexpected disconnection|protocol (?:error|synchronization)/);
});

test("exim, many at once, and no descriptor stays", async () => {
  const descriptors = openDescriptors();
  const probes = Array.from({ length: 15 }, () => scene.probe(smtp({ port: mail.port })));
  for (const outcome of await Promise.all(probes)) assert.deepEqual(outcome, good);
  assert.equal(openDescriptors(), descriptors);
});

test("nobody there", async () => {
  const outcome = await scene.probe(smtp({ port: await freePort() }));
  assert.deepEqual(outcome, bad("connection refused"));
});

const others: readonly [what: string, act: (socket: Socket) => void, expected: object][] = [
  ["closes", (socket) => socket.end(), bad("connection closed before the greeting")],
  ["resets", (socket) => setTimeout(() => socket.resetAndDestroy(), 20), bad("connection reset")],
  ["is busy", (socket) => socket.end("421 later\r\n"), bad("reply 421 instead of 220")],
  ["speaks otherwise", (s) => s.write("SSH-2.0-x\r\n"), bad("reply is not SMTP")],
  ["never ends its line", (s) => s.write("2".repeat(9000)), bad("reply line is too long")],
  [
    "never stops greeting",
    (s) => s.write("220-a\r\n".repeat(900)),
    bad("reply has too many lines"),
  ],
  ["says nothing", () => {}, bad("timed out")],
];

for (const [what, act, expected] of others) {
  test(`a server that ${what}`, async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      act(socket.on("error", () => {}));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    assert.deepEqual(await scene.probe(smtp({ port, ...brief })), expected);
    server.close();
    for (const socket of sockets) socket.destroy();
  });
}
