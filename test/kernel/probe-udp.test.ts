/** UDP_CHECK against servers of all kinds, on loopback. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { UdpReply } from "../../src/config/model/checker.ts";
import type { ProbeOutcome } from "../../src/ports/prober.ts";
import { address, bad, brief, good, openDescriptors, ProbeScene, udp } from "./probe-scene.ts";
import { type Answers, closedUdpPort, serveUdp, type UdpServer } from "./udp-server.ts";
import { until } from "./until.ts";

const scene = new ProbeScene();
const servers: UdpServer[] = [];
after(() => {
  scene.sockets.close();
  for (const server of servers) server.close();
});

async function serve(answers: Answers, host = "127.0.0.1"): Promise<UdpServer> {
  const server = await serveUdp(host, answers);
  servers.push(server);
  return server;
}

const silent: Answers = () => [];
const bytes = (hexadecimal: string): Uint8Array => Buffer.from(hexadecimal, "hex");
const anyReply: UdpReply = { pattern: "", minimumLength: 0, maximumLength: 255 };

for (const host of ["127.0.0.1", "::1"]) {
  const there = { address: address(host) };

  test(`${host}: a closed port is refused, with and without a reply that is required`, async () => {
    const port = await closedUdpPort(host);
    assert.deepEqual(await scene.probe(udp({ ...there, port })), bad("connection refused"));
    const required = udp({ ...there, port, reply: anyReply });
    assert.deepEqual(await scene.probe(required), bad("connection refused"));
  });

  test(`${host}: a server that is silent is there, unless it has to reply`, async () => {
    const { port, received } = await serve(silent, host);
    const checker = { ...there, port, ...brief, payload: "00ff10" };
    assert.deepEqual(await scene.probe(udp(checker)), good);
    assert.deepEqual([...(received[0]?.bytes ?? [])], [0x00, 0xff, 0x10]);
    assert.deepEqual(await scene.probe(udp({ ...checker, reply: anyReply })), bad("timed out"));
  });
}

test("a reply is judged", async () => {
  const { port } = await serve((request) => [Buffer.concat([bytes("80"), request])]);
  const judge = (reply: Partial<UdpReply>) =>
    scene.probe(udp({ port, payload: "abcd", reply: { ...anyReply, ...reply } }));
  assert.deepEqual(await judge({}), good);
  assert.deepEqual(await judge({ pattern: "80axxd" }), good);
  assert.deepEqual(await judge({ pattern: "81" }), bad("reply does not match"));
  assert.deepEqual(await judge({ maximumLength: 2 }), bad("reply of 3 bytes is too long"));
  assert.deepEqual(await judge({ minimumLength: 4 }), bad("reply of 3 bytes is too short"));
});

test("an empty reply and the largest one are replies", async () => {
  const empty = await serve(() => [new Uint8Array()]);
  assert.deepEqual(await scene.probe(udp({ port: empty.port, reply: anyReply })), good);
  const huge = await serve(() => [new Uint8Array(65_507)]);
  const reply = { ...anyReply, minimumLength: 65_507, maximumLength: 65_535 };
  assert.deepEqual(await scene.probe(udp({ port: huge.port, reply })), good);
});

test("a reply after the deadline changes nothing", async () => {
  const { port, received, send } = await serve(silent);
  const outcomes: ProbeOutcome[] = [];
  scene.start(udp({ port, ...brief, reply: anyReply }), (outcome) => outcomes.push(outcome));
  await until(() => outcomes.length > 0, "the deadline");
  await send(bytes("80"), received[0]?.from ?? "");
  const next = await scene.probe(udp({ port, ...brief, reply: anyReply }));
  assert.deepEqual([...outcomes, next], [bad("timed out"), bad("timed out")]);
});

test("nobody but the server can reply", async () => {
  const { port, received } = await serve(silent);
  const stranger = await serve(silent);
  const running = scene.probe(udp({ port, ...brief, reply: anyReply }));
  await until(() => received.length === 1, "the server is asked");
  await stranger.send(bytes("80"), received[0]?.from ?? "");
  assert.deepEqual(await running, bad("timed out"));
});

test("random bytes are other ones each time", async () => {
  const { port, received } = await serve((request) => [request]);
  for (let count = 0; count < 2; count++) assert.deepEqual(await scene.probe(udp({ port })), good);
  assert.equal(received[0]?.bytes.length, 32);
  assert.notDeepEqual(received[0]?.bytes, received[1]?.bytes);
});

test("the server sees the local address and port that are given", async () => {
  const { port, received } = await serve((request) => [request]);
  const bindPort = await closedUdpPort("127.0.0.5");
  const checker = udp({ port, bindAddress: address("127.0.0.5"), bindPort });
  assert.deepEqual([await scene.probe(checker), await scene.probe(checker)], [good, good]);
  assert.deepEqual(new Set(received.map(({ from }) => from)), new Set([`127.0.0.5:${bindPort}`]));
});

test("thousands of probes leave no descriptor", async () => {
  const { port } = await serve((request) => [request]);
  const closed = await closedUdpPort("127.0.0.1");
  const before = openDescriptors();
  for (let round = 0; round < 50; round++) {
    const running = Array.from({ length: 40 }, (_, index) =>
      scene.probe(udp({ port: index % 2 === 0 ? port : closed })),
    );
    const outcomes = await Promise.all(running);
    assert.equal(outcomes.filter(({ ok }) => ok).length, 20);
  }
  await until(() => openDescriptors() <= before, "all descriptors are closed");
});
