import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "dns-packet";
import fc from "fast-check";
import type { DnsCheck, DnsRecordType } from "../../../src/config/model/checker.ts";
import { seconds } from "../../../src/wire/units.ts";
import { until } from "../daemon/fakes.ts";
import { bad, CheckScene, good, plainCheck, type Started } from "./check-scene.ts";

const check: DnsCheck = { ...plainCheck, kind: "dns", port: 53, recordType: "SOA", name: "." };

async function ask(scene: CheckScene, checker: DnsCheck): Promise<Started> {
  const started = scene.start(checker);
  started.socket.peer.connected();
  await until("the query is sent", () => started.socket.sent.length > 0);
  return started;
}

/** Header only: the identifier of the scene's random bytes, QR, and a code. */
const answer = (code: number, identifier = 0x0102, flags = 0x8180): Uint8Array =>
  Uint8Array.of(identifier >> 8, identifier & 0xff, flags >> 8, (flags & 0xf0) | code, ...zeros);
const zeros = new Uint8Array(8);

const types: DnsRecordType[] = [
  ...(["A", "NS", "CNAME", "SOA", "MX", "TXT", "AAAA", "RRSIG", "DNSKEY"] as const),
];
for (const type of types) {
  test(`${type} is asked for, with recursion desired`, async () => {
    const name = "www.example.com";
    const { socket } = await ask(new CheckScene(), { ...check, recordType: type, name });
    assert.equal(socket.options.transport, "udp");
    const query = decode(Buffer.from(socket.sent[0] ?? []));
    assert.deepEqual(query.questions, [{ name, type, class: "IN" }]);
    assert.deepEqual([query.id, query.type, query.flag_rd], [0x0102, "query", true]);
  });
}

test("the root is asked for as one empty label, and a dot at the end of a name adds none", async () => {
  const scene = new CheckScene();
  const { socket: root } = await ask(scene, check);
  assert.deepEqual([...(root.sent[0] ?? [])].slice(12), [0, 0, 6, 0, 1]);
  const { socket } = await ask(scene, { ...check, name: "a.b." });
  assert.deepEqual([...(socket.sent[0] ?? [])].slice(12), [1, 97, 1, 98, 0, 0, 6, 0, 1]);
});

test("an answer without an error is success", async () => {
  const { socket, outcomes } = await ask(new CheckScene(), check);
  socket.peer.received(answer(0));
  assert.deepEqual(outcomes, [good]);
  assert.equal(socket.closed.length, 1);
});

for (const [code, name] of [
  [1, "FORMERR"],
  [2, "SERVFAIL"],
  [3, "NXDOMAIN"],
  [5, "REFUSED"],
  [15, "15"],
] as const) {
  test(`code ${code} is failure, as ${name}`, async () => {
    const { socket, outcomes } = await ask(new CheckScene(), check);
    socket.peer.received(answer(code));
    assert.deepEqual(outcomes, [bad(`answer with code ${name}`)]);
  });
}

const strays: readonly [string, Uint8Array, string][] = [
  ["another identifier", answer(0, 0x0103), "answer to another query"],
  ["a query", answer(0, 0x0102, 0x0100), "a query came back"],
  ["eleven bytes", answer(0).slice(0, 11), "answer is cut short"],
  ["nothing", new Uint8Array(), "answer is cut short"],
];
for (const [name, bytes, reason] of strays) {
  test(`${name} is passed over; if nothing better comes, it is the reason`, async () => {
    const scene = new CheckScene();
    const waiting = await ask(scene, check);
    const answered = await ask(scene, check);
    for (const { socket } of [waiting, answered]) socket.peer.received(bytes);
    answered.socket.peer.received(answer(0));
    assert.deepEqual([waiting.outcomes, answered.outcomes], [[], [good]]);
    scene.timers.advance(seconds(5));
    assert.deepEqual(waiting.outcomes, [bad(reason)]);
  });
}

test("silence is a time-out", async () => {
  const scene = new CheckScene();
  const { outcomes } = await ask(scene, check);
  scene.timers.advance(seconds(5));
  assert.deepEqual(outcomes, [bad("timed out")]);
});

test("whatever comes back, there is one outcome", async () => {
  const scene = new CheckScene();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 })), async (datagrams) => {
      const { socket, outcomes } = await ask(scene, check);
      for (const datagram of datagrams) socket.peer.received(datagram);
      scene.timers.advance(seconds(5));
      assert.equal(outcomes.length, 1);
      assert.equal(socket.closed.length, 1);
    }),
  );
});
