import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { matchLoadBalancing } from "../../../../src/core/balancing/match.ts";
import { virtualServerKey } from "../../../../src/core/balancing/names.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { seconds } from "../../../../src/wire/units.ts";
import { addressOf, anyVirtualServer } from "./arbitraries.ts";
import { miscCheck, realServer, tcpCheck, virtualServer } from "./models.ts";

const onPort = (port: number) => ({
  service: {
    kind: "address",
    protocol: "tcp",
    address: "192.0.2.100" as IpAddress,
    port,
  } as const,
});

test("virtual and real servers go by what they are, not by where they stand", () => {
  const one = realServer("192.0.2.1");
  const two = realServer("192.0.2.2");
  const before = [virtualServer([one, two], onPort(80)), virtualServer([one], onPort(81))];
  const after = [
    virtualServer([one], onPort(82)),
    virtualServer([{ ...two, weight: 9 }, realServer("192.0.2.3"), one], onPort(80)),
  ];
  assert.deepEqual(matchLoadBalancing(before, after), {
    virtualServers: [
      { before: null, servers: [{ before: null, checkers: [] }], removed: [] },
      {
        before: 0,
        servers: [
          { before: 1, checkers: [] },
          { before: null, checkers: [] },
          { before: 0, checkers: [] },
        ],
        removed: [],
      },
    ],
    removed: [1],
  });
});

test("the same address on another port is another server", () => {
  const before = virtualServer([realServer("192.0.2.1")]);
  const after = virtualServer([realServer("192.0.2.1", { port: 8080 })]);
  const [match] = matchLoadBalancing([before], [after]).virtualServers;
  assert.deepEqual(match, {
    before: 0,
    servers: [{ before: null, checkers: [] }],
    removed: [0],
  });
});

test("a protocol, a family or the kind of a service makes another virtual server", () => {
  const address = "192.0.2.100" as IpAddress;
  const udp = { kind: "address", protocol: "udp", address, port: 80 } as const;
  const mark = { kind: "fwmark", mark: 80 } as const;
  const group = { kind: "group", group: "web", protocol: "tcp" } as const;
  const services = [
    virtualServer([], onPort(80)),
    virtualServer([], { service: udp }),
    virtualServer([], { service: mark }),
    virtualServer([], { service: mark, family: "ipv6" }),
    virtualServer([], { service: group }),
    virtualServer([], { service: { ...group, protocol: "udp" } }),
  ];
  assert.equal(new Set(services.map(virtualServerKey)).size, services.length);
});

const checkersOf = (before: Parameters<typeof realServer>[1], after: typeof before) =>
  matchLoadBalancing(
    [virtualServer([realServer("192.0.2.1", before)])],
    [virtualServer([realServer("192.0.2.1", after)])],
  ).virtualServers[0]?.servers[0]?.checkers;

test("checkers that say the same are kept, wherever they stand", () => {
  const slow = tcpCheck({ delayLoopMicros: seconds(60) });
  const script = miscCheck("/bin/one");
  assert.deepEqual(
    checkersOf({ checkers: [tcpCheck(), slow, script] }, { checkers: [script, slow] }),
    [
      { kind: "kept", before: 2 },
      { kind: "kept", before: 1 },
    ],
  );
});

test("the place in the file is no difference between checkers", () => {
  const moved = { checkers: [miscCheck("/bin/one", 70)] };
  assert.deepEqual(checkersOf({ checkers: [miscCheck("/bin/one", 7)] }, moved), [
    { kind: "kept", before: 0 },
  ]);
});

test("a checker with other settings takes the place of one of its kind, once", () => {
  const changed = [tcpCheck({ retry: 7 }), tcpCheck({ retry: 8 }), miscCheck("/bin/one")];
  assert.deepEqual(checkersOf({ checkers: [tcpCheck()] }, { checkers: changed }), [
    { kind: "changed", before: 0 },
    { kind: "new" },
    { kind: "new" },
  ]);
});

test("each old server is kept once, or removed", () => {
  const anyServers = fc
    .uniqueArray(fc.nat(9), { maxLength: 8 })
    .map((indexes) => indexes.map((index) => realServer(addressOf(index))));
  fc.assert(
    fc.property(anyServers, anyServers, (before, after) => {
      const match = matchLoadBalancing([virtualServer(before)], [virtualServer(after)]);
      const [only = assert.fail()] = match.virtualServers;
      const kept = only.servers.flatMap(({ before: index }) => index ?? []);
      assert.deepEqual(
        [...kept, ...only.removed].sort(),
        before.map((_, index) => index),
      );
      for (const [index, { before: old }] of only.servers.entries()) {
        if (old !== null) assert.equal(before[old]?.address, after[index]?.address);
      }
    }),
  );
});

test("a file that has not changed keeps everything", () => {
  fc.assert(
    fc.property(anyVirtualServer, (server) => {
      const [match] = matchLoadBalancing([server], [structuredClone(server)]).virtualServers;
      for (const { checkers } of match?.servers ?? []) {
        assert.ok(checkers.every(({ kind }) => kind === "kept"));
      }
    }),
  );
});
