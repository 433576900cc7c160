/** Which way probes go, and what routers and firewalls answer. Needs root, nft and iproute2. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { after, test } from "node:test";
import type { ProbedChecker, ProbeOutcome } from "../../src/ports/prober.ts";
import { address, bad, brief, good, ProbeScene, ping, tcp, udp } from "./probe-scene.ts";
import { makeVethPair } from "./veth-pair.ts";

const scene = new ProbeScene();
const pair = makeVethPair("probes");
const { left, right } = pair;
const port = 8080;
/** Without a host it listens within the call, in the namespace of the moment. */
const server = createServer((socket) =>
  socket
    .on("error", () => {})
    .resume()
    .end(),
);
right.inside(() => {
  server.listen(port);
  // The kernel says six times "unreachable", and then once a second.
  writeFileSync("/proc/sys/net/ipv4/icmp_ratelimit", "0");
});
after(() => {
  scene.sockets.close();
  server.close();
  pair.remove();
});

const probe = (checker: ProbedChecker): Promise<ProbeOutcome> =>
  left.inside(() => scene.probe(checker));

/** Rules of the left namespace while `body` runs; `output` has the probe's packets. */
async function withRules(rule: string, body: () => Promise<void>): Promise<void> {
  const nft = (words: string) =>
    execFileSync("ip", ["netns", "exec", left.namespace, "nft", words], { encoding: "utf8" });
  nft(
    "add table inet probes; add chain inet probes output { type filter hook output priority 0; }",
  );
  nft(`add rule inet probes output ${rule}`);
  try {
    await body();
  } finally {
    nft("delete table inet probes");
  }
}

const here4 = { address: address("10.9.0.2"), port };
const here6 = { address: address("fd09::2"), port };

test("both families get there", async () => {
  assert.deepEqual(await probe(tcp(here4)), good);
  assert.deepEqual(await probe(tcp(here6)), good);
  assert.deepEqual(await probe(tcp({ ...here4, port: 81 })), bad("connection refused"));
  assert.deepEqual(await probe(tcp({ ...here6, port: 81 })), bad("connection refused"));
});

test("a link-local address is reached through the interface that is given", async () => {
  const linkLocal = { address: address("fe80::2"), port };
  assert.deepEqual(await probe(tcp({ ...linkLocal, bindInterface: "veth0" })), good);
});

for (const [name, here] of [
  ["IPv4", here4],
  ["IPv6", here6],
] as const) {
  test(`${name}: every packet of a probe has its mark`, async () => {
    const rule = `tcp dport ${port} meta mark != 0x11 reject with tcp reset`;
    await withRules(rule, async () => {
      assert.deepEqual(await probe(tcp({ ...here, mark: 0x11 })), good);
      assert.deepEqual(await probe(tcp({ ...here, mark: 0x12 })), bad("connection refused"));
      assert.deepEqual(await probe(tcp(here)), bad("connection refused"));
    });
  });
}

test("a mark chooses the route, of pings too", async () => {
  left.ip("rule", "add", "fwmark", "23", "unreachable");
  const expected = bad("network is unreachable");
  assert.deepEqual(await probe(tcp({ ...here4, mark: 23 })), expected);
  assert.deepEqual(await probe(ping({ ...here4, mark: 23 })), expected);
  assert.deepEqual(await probe(tcp({ ...here4, mark: 24 })), good);
  left.ip("rule", "del", "fwmark", "23", "unreachable");
});

test("a probe leaves through its interface, and through no other", async () => {
  left.ip("link", "add", "other0", "type", "veth", "peer", "other1");
  left.ip("link", "set", "other0", "up");
  left.ip("address", "add", "10.9.0.77/32", "dev", "other0");
  assert.deepEqual(await probe(tcp({ ...here4, bindInterface: "veth0" })), good);
  const elsewhere = await probe(tcp({ ...here4, bindInterface: "other0", ...brief }));
  assert.equal(elsewhere.ok, false);
  left.ip("link", "del", "other0");
});

test("the local address is what the server is asked from", async () => {
  left.ip("address", "add", "10.9.0.3/24", "dev", "veth0");
  const rule = `tcp dport ${port} ip saddr != 10.9.0.3 reject with tcp reset`;
  await withRules(rule, async () => {
    assert.deepEqual(await probe(tcp({ ...here4, bindAddress: address("10.9.0.3") })), good);
    assert.deepEqual(await probe(tcp(here4)), bad("connection refused"));
  });
});

test("a server that is not reached by any packet has until the deadline", async () => {
  await withRules(`tcp dport ${port} drop`, async () => {
    const began = performance.now();
    assert.deepEqual(await probe(tcp({ ...here4, ...brief })), bad("timed out"));
    assert.ok(performance.now() - began >= 199);
  });
});

test("nobody has the address: known before the deadline", async () => {
  const checkers = ["10.9.0.99", "fd09::99"].flatMap((text) => {
    const nobody = { address: address(text), port };
    return [tcp(nobody), udp({ ...nobody, reply: anyReply }), ping(nobody)];
  });
  const outcomes = await Promise.all(checkers.map(probe));
  assert.deepEqual(outcomes, new Array(6).fill(bad("no route to host")));
});

test("no route at all is a refusal at once", async () => {
  const nowhere = { address: address("192.0.2.1"), port };
  for (const checker of [tcp(nowhere), udp(nowhere), ping(nowhere)]) {
    assert.deepEqual(await probe(checker), bad("network is unreachable"));
  }
});

const anyReply = { pattern: "", minimumLength: 0, maximumLength: 255 };
const rejections = [
  ["icmp", "host-unreachable", "no route to host"],
  ["icmp", "port-unreachable", "connection refused"],
  ["icmp", "net-unreachable", "network is unreachable"],
  ["icmp", "admin-prohibited", "no route to host"],
] as const;
for (const [kind, code, reason] of rejections) {
  test(`UDP: a router that answers ${code} makes the check fail`, async () => {
    execFileSync("ip", ["netns", "exec", right.namespace, "nft", rejectRules(kind, code)]);
    try {
      assert.deepEqual(await probe(udp({ ...here4, port: 7, reply: anyReply })), bad(reason));
      assert.deepEqual(await probe(udp({ ...here4, port: 7 })), bad(reason));
    } finally {
      execFileSync("ip", ["netns", "exec", right.namespace, "nft", "delete table inet probes"]);
    }
  });
}

const rejectRules = (kind: string, code: string): string =>
  `add table inet probes; add chain inet probes input { type filter hook input priority 0; };
   add rule inet probes input udp dport 7 reject with ${kind} type ${code}`;
