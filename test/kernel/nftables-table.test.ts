/** The table of the nftables data plane: adopted, repaired, refused, counted. Needs root, nftables. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, afterEach, test } from "node:test";
import fc from "fast-check";
import type { BalancingTable, TableOperation } from "../../src/core/balancing/table.ts";
import { systemCalls } from "../../src/kernel/libc.ts";
import { openNftablesDataplane } from "../../src/kernel/nftables/open.ts";
import type { Dataplane } from "../../src/ports/dataplane.ts";
import { balancingTables, operationsFor } from "../unit/core/balancing/nftables/tables.ts";
import { ask, askDatagram, inTurn, openConnection, tally } from "./balancing/clients.ts";
import {
  clientAddress,
  clientAddress6,
  makeDirectorNet,
  servers,
  servers6,
  virtualAddress,
  virtualAddress6,
} from "./balancing/director-net.ts";
import {
  additions,
  addressOf,
  mustApply,
  persistent,
  server,
  service,
  serviceRow,
} from "./balancing/rows.ts";
import { until } from "./until.ts";

const net = await makeDirectorNet("nftable");
const openPlane = (): Dataplane => {
  const opened = openNftablesDataplane(systemCalls(), { networkNamespace: net.director });
  assert.ok(opened.ok, JSON.stringify(opened));
  return opened.value;
};
const plane = openPlane();
after(async () => {
  plane.close();
  await net.remove();
});
afterEach(async () => {
  assert.ok((await plane.flush()).ok);
});

const nft = (...words: string[]): string => net.onDirector(["nft", ...words]);
const [first, second] = servers;
const web = service("tcp", virtualAddress, 80);
const dns = service("udp", virtualAddress, 53);
const two = [server(first, 8080), server(second, 8080)];
const askWeb = (index = 0) => ask(virtualAddress, 80, clientAddress(index));

async function tableOf(reader: Dataplane): Promise<BalancingTable> {
  const read = await reader.read("all");
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

test("what was applied is what another process reads, whatever it is", async () => {
  await fc.assert(
    fc.asyncProperty(balancingTables, async (table) => {
      assert.ok((await plane.flush()).ok);
      await mustApply(plane, operationsFor(table));
      assert.deepEqual(await tableOf(openPlane()), table);
    }),
    { numRuns: 15 },
  );
});

test("a restarted process rewrites nothing that is equal", async () => {
  const row = serviceRow(web, "wrr", { persistence: persistent(50) });
  await mustApply(plane, additions(row, two));
  const monitor = spawn("ip", ["netns", "exec", net.director, "nft", "monitor"]);
  let seen = "";
  monitor.stdout.on("data", (data) => {
    seen += data;
  });
  // It hears of changes from some moment on; whoever makes one until then waits for it.
  for (let mark = 0; !seen.includes("table inet before"); mark++) {
    nft("add", "table", "inet", `before${mark}`);
    nft("delete", "table", "inet", `before${mark}`);
    await new Promise(setImmediate);
  }
  nft("add", "table", "inet", "start");
  const again = openPlane();
  await mustApply(again, additions(row, two));
  await mustApply(again, [{ kind: "editService", service: row }]);
  nft("add", "table", "inet", "finish");
  await until(() => seen.includes("table inet finish"), "the monitor did not hear of the end");
  const between = seen.split("add table inet start")[1]?.split("add table inet finish")[0] ?? "";
  assert.doesNotMatch(between, /holdfast/);
  monitor.kill();
  await once(monitor, "exit");
  nft("delete", "table", "inet", "start");
  nft("delete", "table", "inet", "finish");
});

test("a change of one service leaves the rules of another alone", async () => {
  await mustApply(plane, [
    ...additions(serviceRow(web, "rr"), two),
    ...additions(serviceRow(dns, "rr"), two),
  ]);
  const chain = `udp-${virtualAddress}-53`;
  const before = nft("--handle", "list", "chain", "inet", "holdfast_lvs", chain);
  await mustApply(plane, [
    { kind: "removeDestination", service: web, destination: server(first, 8080) },
  ]);
  assert.equal(nft("--handle", "list", "chain", "inet", "holdfast_lvs", chain), before);
});

test("persistence keeps a client's server until the timeout", async () => {
  await mustApply(plane, additions(serviceRow(web, "rr", { persistence: persistent(1) }), two));
  const answers = await inTurn(5, () => askWeb(3));
  assert.equal(Object.keys(tally(answers)).length, 1);
  assert.notEqual((await askWeb(4)).server, answers[0]?.server, "another client has the next");
  const map = `clients-tcp-${virtualAddress}-80`;
  const forgotten = () => !nft("list", "map", "inet", "holdfast_lvs", map).includes("elements");
  await until(forgotten, "clients are not forgotten");
  const [anew, next] = [await askWeb(3), await askWeb(4)];
  assert.notEqual(anew.server, next.server);
});

test("with a mask, a network of clients has one server", async () => {
  const mask = { family: "ipv4" as const, netmask: addressOf("255.255.255.0") };
  const row = serviceRow(web, "rr", { persistence: persistent(50, mask) });
  await mustApply(plane, additions(row, two));
  const near = await inTurn(6, askWeb);
  const far = await inTurn(6, (index) => askWeb(200 + index));
  assert.equal(Object.keys(tally(near)).length, 1);
  assert.equal(Object.keys(tally(far)).length, 1);
  assert.notEqual(near[0]?.server, far[0]?.server);
});

test("IPv6 clients are remembered, with a mask and on ports that differ", async () => {
  const web6 = service("tcp", virtualAddress6, 80);
  const mask = { family: "ipv6", prefixLength: 120 } as const;
  const row = serviceRow(web6, "rr", { persistence: persistent(50, mask) });
  const [only] = servers6;
  await mustApply(plane, additions(row, [server(only, 8080), server(only, 8081)]));
  // The addresses of the client end in 1:1 to 1:40, and in 2.
  const near = await inTurn(6, (index) => ask(virtualAddress6, 80, clientAddress6(index)));
  const far = await inTurn(6, () => ask(virtualAddress6, 80, "fd50::2"));
  const portsOf = (answers: typeof near) => [...new Set(answers.map(({ port }) => port))];
  assert.equal(portsOf(near).length, 1);
  assert.equal(portsOf(far).length, 1);
  assert.notDeepEqual(portsOf(near), portsOf(far));
});

test("persistent clients stay with a server of weight 0, and leave one that is removed", async () => {
  const row = serviceRow(web, "rr", { persistence: persistent(50) });
  await mustApply(plane, additions(row, two));
  const before = await inTurn(8, askWeb);
  await mustApply(plane, [
    { kind: "editDestination", service: web, destination: server(first, 8080, 0) },
  ]);
  assert.deepEqual(await inTurn(8, askWeb), before);
  assert.equal((await askWeb(9)).server, second);
  const open = await inTurn(2, (index) => openConnection(virtualAddress, 80, clientAddress(index)));
  await mustApply(plane, [
    { kind: "removeDestination", service: web, destination: server(first, 8080) },
  ]);
  // Packets of old connections do not bring the removed server back.
  for (const { echo } of open) await echo("still here");
  assert.deepEqual(tally(await inTurn(8, askWeb)), { [second]: 8 });
  await mustApply(plane, [
    { kind: "addDestination", service: web, destination: server(first, 8080) },
  ]);
  assert.deepEqual(tally(await inTurn(8, askWeb)), { [second]: 8 });
  for (const connection of open) connection.close();
});

test("connections, packets and bytes are counted, and go on through an edit", async () => {
  await mustApply(plane, [
    ...additions(serviceRow(web, "rr"), two),
    ...additions(serviceRow(dns, "rr"), two),
  ]);
  await inTurn(4, askWeb);
  await mustApply(plane, [
    { kind: "editDestination", service: web, destination: server(first, 8080, 0) },
  ]);
  await inTurn(4, askWeb);
  await inTurn(3, () => askDatagram(virtualAddress, 53));
  const read = await plane.counters("all");
  assert.ok(read.ok);
  const [tcp, udp] = ["tcp", "udp"].map((protocol) =>
    read.value.find(
      ({ identity }) => identity.kind === "address" && identity.protocol === protocol,
    ),
  );
  assert.equal(tcp?.traffic.connections, 8);
  assert.deepEqual(
    tcp?.destinations.map(({ address, traffic }) => [address, traffic.connections]),
    [
      [first, 2],
      [second, 6],
    ],
  );
  // A datagram with "who?" each way at least: 28 bytes of headers.
  assert.equal(udp?.traffic.connections, 3);
  assert.deepEqual([udp?.traffic.packetsIn, udp?.traffic.packetsOut], [3, 3]);
  assert.equal(udp?.traffic.bytesIn, 3 * 32);
  assert.ok((tcp?.traffic.packetsOut ?? 0) >= 16 && (tcp?.traffic.bytesOut ?? 0) > 16 * 40);
});

test("what nftables cannot do is refused by name, and the rest is done", async () => {
  const operations: readonly TableOperation[] = [
    ...additions(serviceRow(service("tcp", virtualAddress, 81), "wlc"), two),
    ...additions(serviceRow(web, "rr"), two),
    {
      kind: "addDestination",
      service: web,
      destination: { ...server(servers[2], 8080), forwarding: { method: "directRouting" } },
    },
  ];
  const results = await plane.apply(operations);
  assert.deepEqual(
    results.map(({ ok }) => ok),
    [false, false, false, true, true, true, false],
  );
  const [scheduler] = results;
  assert.ok(scheduler && !scheduler.ok);
  assert.match(scheduler.error.explanation ?? "", /wlc/);
  assert.match(scheduler.error.remedy ?? "", /ip_vs_wlc/);
  assert.equal(Object.keys(tally(await inTurn(4, askWeb))).length, 2);
});

test("what the kernel refuses does not keep the rest from being done", async () => {
  await mustApply(plane, additions(serviceRow(web, "rr"), two));
  // A map of somebody's in the way: of the same name, and of another type.
  const name = `clients-udp-${virtualAddress}-53`;
  nft("add", "map", "inet", "holdfast_lvs", name, "{ type mark : mark; }");
  const results = await plane.apply([
    ...additions(serviceRow(dns, "rr", { persistence: persistent(50) }), two),
    { kind: "editDestination", service: web, destination: server(first, 8080, 0) },
  ]);
  assert.deepEqual(
    results.map(({ ok }) => ok),
    [false, false, false, true],
  );
  assert.deepEqual(tally(await inTurn(3, askWeb)), { [second]: 3 });
});

test("what others take out is read as gone, and comes back", async () => {
  await mustApply(plane, additions(serviceRow(web, "rr"), two));
  nft("flush", "chain", "inet", "holdfast_lvs", `tcp-${virtualAddress}-80`);
  assert.equal((await tableOf(plane)).size, 0);
  await mustApply(plane, additions(serviceRow(web, "rr"), two));
  assert.equal((await askWeb()).port, 8080);
  nft("delete", "table", "inet", "holdfast_lvs");
  // Not read in between: the refusal makes it look.
  await mustApply(plane, [
    ...additions(serviceRow(dns, "rr"), two),
    { kind: "editDestination", service: dns, destination: server(first, 8080, 2) },
  ]);
  assert.equal((await tableOf(plane)).size, 1);
  nft("delete", "chain", "inet", "holdfast_lvs", "after-output");
  assert.equal((await tableOf(plane)).size, 0);
  await mustApply(plane, additions(serviceRow(dns, "rr"), two));
  assert.equal((await askDatagram(virtualAddress, 53)).port, 8080);
});

test("tables of others stay as they are, and ours goes by flush", async () => {
  nft("add", "table", "ip", "theirs");
  nft("add", "chain", "ip", "theirs", "input", "{ type filter hook input priority 0; }");
  nft("add", "rule", "ip", "theirs", "input", "counter", "comment", '"service rr"');
  const theirs = nft("list", "table", "ip", "theirs");
  await mustApply(plane, additions(serviceRow(web, "rr"), two));
  assert.ok((await plane.flush()).ok);
  assert.doesNotMatch(nft("list", "tables"), /holdfast/);
  const counted = /packets \d+ bytes \d+/;
  assert.equal(
    nft("list", "table", "ip", "theirs").replace(counted, ""),
    theirs.replace(counted, ""),
  );
  nft("delete", "table", "ip", "theirs");
});
