/** DNS_CHECK against a name server of Debian, and against liars. Needs nsd. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import type { DnsRecordType } from "../../src/config/model/checker.ts";
import { milliseconds } from "../../src/wire/units.ts";
import { bad, brief, dns, good, ProbeScene } from "./probe-scene.ts";
import { type Answers, closedUdpPort, serveUdp } from "./udp-server.ts";

const scene = new ProbeScene();
const folder = mkdtempSync(join(tmpdir(), "holdfast-nsd-"));
const port = await closedUdpPort("127.0.0.1");

const zone = `$ORIGIN example.test.
$TTL 60
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
@ MX 10 ns
@ TXT "hello"
ns A 192.0.2.53
ns AAAA 2001:db8::53
www CNAME ns
`;
const configuration = `server:
  ip-address: 127.0.0.1@${port}
  username: ""
  zonesdir: "${folder}"
  database: ""
  zonelistfile: "${folder}/zone.list"
  xfrdfile: ""
  pidfile: ""
  server-count: 1
remote-control:
  control-enable: no
zone:
  name: example.test
  zonefile: zone
`;
writeFileSync(join(folder, "zone"), zone);
writeFileSync(join(folder, "nsd.conf"), configuration);
const nsd = spawn("/usr/sbin/nsd", ["-d", "-c", join(folder, "nsd.conf")], { stdio: "ignore" });
const ended = once(nsd, "exit");

before(async () => {
  const limit = performance.now() + 10_000;
  const checker = dns({ port, name: "example.test", timeoutMicros: milliseconds(100) });
  while (!(await scene.probe(checker)).ok) {
    assert.ok(performance.now() < limit && nsd.exitCode === null, "nsd answers");
    await setImmediate();
  }
});
after(async () => {
  scene.sockets.close();
  nsd.kill();
  await ended;
  rmSync(folder, { recursive: true });
});

const existing: readonly [DnsRecordType, string][] = [
  ["SOA", "example.test"],
  ["NS", "example.test."],
  ["MX", "example.test"],
  ["TXT", "EXAMPLE.test"],
  ["A", "ns.example.test"],
  ["AAAA", "ns.example.test"],
  ["CNAME", "www.example.test"],
  ["RRSIG", "example.test"],
  ["DNSKEY", "example.test"],
];
for (const [recordType, name] of existing) {
  test(`nsd answers for ${recordType} of ${name}`, async () => {
    assert.deepEqual(await scene.probe(dns({ port, recordType, name })), good);
  });
}

test("nsd says that a name does not exist, and that a zone is not its own", async () => {
  const unknown = await scene.probe(dns({ port, name: "nosuch.example.test" }));
  assert.deepEqual(unknown, bad("answer with code NXDOMAIN"));
  assert.deepEqual(await scene.probe(dns({ port })), bad("answer with code REFUSED"));
});

test("where no name server runs, the probe is refused", async () => {
  const closed = await closedUdpPort("127.0.0.1");
  assert.deepEqual(await scene.probe(dns({ port: closed })), bad("connection refused"));
});

/** The query as an answer, with a code. */
function answering(query: Buffer, code = 0): Buffer {
  const answer = Buffer.from(query);
  answer.writeUInt16BE(0x8180 | code, 2);
  return answer;
}
function otherIdentifier(query: Buffer): Buffer {
  const answer = answering(query);
  answer.writeUInt16BE((query.readUInt16BE(0) + 1) & 0xffff, 0);
  return answer;
}

const liars: readonly [string, Answers, string | null][] = [
  ["with another identifier", (query) => [otherIdentifier(query)], "answer to another query"],
  ["with the query", (query) => [query], "a query came back"],
  ["with five bytes", (query) => [query.subarray(0, 5)], "answer is cut short"],
  ["with SERVFAIL", (query) => [answering(query, 2)], "answer with code SERVFAIL"],
  ["with nothing", () => [], "timed out"],
  [
    "with the largest datagram",
    (query) => [Buffer.concat([answering(query), Buffer.alloc(65_507 - query.length, 0xc0)])],
    null,
  ],
  [
    "with rubbish first",
    (query) => [Buffer.alloc(100, 0xff), otherIdentifier(query), query, answering(query)],
    null,
  ],
];
for (const [name, answers, reason] of liars) {
  test(`a server that answers ${name}`, async () => {
    const server = await serveUdp("127.0.0.1", answers);
    const deadline = reason === null || reason.includes("code") ? {} : brief;
    const outcome = await scene.probe(dns({ port: server.port, ...deadline }));
    assert.deepEqual(outcome, reason === null ? good : bad(reason));
    server.close();
  });
}

test("each query has its own identifier", async () => {
  const server = await serveUdp("127.0.0.1", (query) => [answering(query)]);
  const checker = dns({ port: server.port });
  for (let count = 0; count < 20; count++) assert.deepEqual(await scene.probe(checker), good);
  const identifiers = server.received.map(({ bytes }) => Buffer.from(bytes).readUInt16BE(0));
  assert.ok(new Set(identifiers).size > 15);
  server.close();
});
