/** Real connections through the nftables data plane of this machine's kernel. Needs root, nftables. */
import assert from "node:assert/strict";
import { after, afterEach, test } from "node:test";
import type { TableOperation } from "../../src/core/balancing/table.ts";
import { systemCalls } from "../../src/kernel/libc.ts";
import { openNftablesDataplane } from "../../src/kernel/nftables/open.ts";
import { ask, askDatagram, inTurn, openConnection, openFlow, tally } from "./balancing/clients.ts";
import {
  clientAddress,
  clientAddress6,
  clients,
  makeDirectorNet,
  servers,
  servers6,
  virtualAddress,
  virtualAddress6,
} from "./balancing/director-net.ts";
import {
  additions,
  addressOf,
  marked,
  mustApply,
  server,
  service,
  serviceRow,
} from "./balancing/rows.ts";
import { sendInit } from "./balancing/sctp.ts";

const net = await makeDirectorNet("nft");
const opened = openNftablesDataplane(systemCalls(), { networkNamespace: net.director });
assert.ok(opened.ok, JSON.stringify(opened));
const plane = opened.value;
after(async () => {
  plane.close();
  await net.remove();
});
afterEach(async () => {
  assert.ok((await plane.flush()).ok);
});

const [first, second, third] = servers;
const web = service("tcp", virtualAddress, 80);
const askWeb = (index = 0) => ask(virtualAddress, 80, clientAddress(index));
const three = [first, second, third].map((address) => server(address, 8080));

test("rr takes servers in turn, and a server sees the client's own address", async () => {
  await mustApply(plane, additions(serviceRow(web, "rr"), three));
  const answers = await inTurn(30, () => askWeb(5));
  assert.deepEqual(tally(answers), { [first]: 10, [second]: 10, [third]: 10 });
  assert.deepEqual(new Set(answers.map(({ client }) => client)), new Set([clientAddress(5)]));
  const turns = answers.map(({ server: name }) => name);
  assert.deepEqual(turns.slice(0, 3), turns.slice(3, 6));
});

test("wrr follows the weights", async () => {
  const weighted = [server(first, 8080, 100), server(second, 8080, 50), server(third, 8081, 25)];
  await mustApply(plane, additions(serviceRow(web, "wrr"), weighted));
  const answers = await inTurn(35, () => askWeb());
  assert.deepEqual(tally(answers), { [first]: 20, [second]: 10, [third]: 5 });
  assert.ok(answers.every(({ server: name, port }) => port === (name === third ? 8081 : 8080)));
});

test("random follows the weights roughly", async () => {
  const weighted = [server(first, 8080, 3), server(second, 8080, 1)];
  await mustApply(plane, additions(serviceRow(web, "random"), weighted));
  const counts = tally(await inTurn(200, () => askWeb()));
  // 150 ± 8 σ.
  assert.ok((counts[first] ?? 0) > 100 && (counts[first] ?? 0) < 199, JSON.stringify(counts));
});

test("fo takes the heaviest", async () => {
  const weighted = [server(first, 8080, 1), server(second, 8080, 7)];
  await mustApply(plane, additions(serviceRow(web, "fo"), weighted));
  assert.deepEqual(tally(await inTurn(5, askWeb)), { [second]: 5 });
});

for (const scheduler of ["sh", "mh"]) {
  test(`${scheduler} gives a client the same server each time, and all servers clients`, async () => {
    await mustApply(plane, additions(serviceRow(web, scheduler), three));
    const answers = await inTurn(120, askWeb);
    for (const address of [first, second, third]) {
      const count = tally(answers)[address] ?? 0;
      assert.ok(count > 20 && count < 60, JSON.stringify(tally(answers)));
    }
    assert.deepEqual(await inTurn(120, askWeb), answers);
  });
}

test("mh moves the clients of a removed server, and next to none of the others", async () => {
  const four = servers.map((address) => server(address, 8080));
  await mustApply(plane, additions(serviceRow(web, "mh"), four));
  const before = await inTurn(clients, askWeb);
  await mustApply(plane, [
    { kind: "removeDestination", service: web, destination: server(second, 8080) },
  ]);
  const afterwards = await inTurn(clients, askWeb);
  const moved = before.filter(
    ({ server: name }, index) => name !== second && afterwards[index]?.server !== name,
  );
  assert.equal(tally(afterwards)[second], undefined);
  assert.ok(moved.length < 0.1 * clients, `${moved.length} of others moved`);
});

test("dh looks at the destination: a service of one address has one server", async () => {
  await mustApply(plane, additions(serviceRow(web, "dh"), three));
  assert.equal(Object.keys(tally(await inTurn(10, askWeb))).length, 1);
});

test("UDP, IPv6 and both", async () => {
  const dns = service("udp", virtualAddress, 53);
  const web6 = service("tcp", virtualAddress6, 80);
  const dns6 = service("udp", virtualAddress6, 53);
  const three6 = servers6.map((address) => server(address, 8080));
  await mustApply(plane, [
    ...additions(serviceRow(dns, "rr"), three),
    ...additions(serviceRow(web6, "wrr"), three6),
    ...additions(serviceRow(dns6, "rr"), three6),
  ]);
  const datagrams = await inTurn(6, () => askDatagram(virtualAddress, 53, clientAddress(1)));
  assert.deepEqual(tally(datagrams), { [first]: 2, [second]: 2, [third]: 2 });
  const all6 = Object.fromEntries(servers6.map((address) => [address, 2]));
  const connections6 = await inTurn(6, () => ask(virtualAddress6, 80, clientAddress6(1)));
  assert.deepEqual(tally(connections6), all6);
  assert.equal(connections6[0]?.client, clientAddress6(1));
  assert.deepEqual(
    tally(await inTurn(6, () => askDatagram(virtualAddress6, 53, clientAddress6(2)))),
    all6,
  );
});

test("SCTP associations are given out in turn", async () => {
  const signalling = service("sctp", virtualAddress, 2905);
  await mustApply(plane, additions(serviceRow(signalling, "rr"), three));
  for (const port of [40_001, 40_002, 40_003]) sendInit(addressOf(virtualAddress), 2905, port);
  const read = await plane.counters([signalling]);
  assert.ok(read.ok);
  const [counted] = read.value;
  assert.equal(counted?.traffic.connections, 3);
  assert.deepEqual(
    counted.destinations.map(({ traffic }) => traffic.packetsIn),
    [1, 1, 1],
  );
});

test("the director is a client too", async () => {
  await mustApply(plane, additions(serviceRow(web, "rr"), three.slice(0, 1)));
  const script = `require("node:net").connect(80, "${virtualAddress}").on("data", (data) => {
    process.stdout.write(data); process.exit(0); })`;
  const answer = net.onDirector([process.execPath, "-e", script]);
  assert.match(answer, new RegExp(`^${first} 8080 `));
});

test("port 0 is every port, and the server is asked on the port of the client's choice", async () => {
  const any = service("tcp", virtualAddress, 0);
  await mustApply(plane, additions(serviceRow(any, "rr"), [server(first, 0), server(second, 0)]));
  const answers = [await ask(virtualAddress, 8080), await ask(virtualAddress, 8081)];
  assert.deepEqual(
    answers.map(({ port }) => port),
    [8080, 8081],
  );
});

test("a service of a port comes before that of all ports", async () => {
  const any = service("tcp", virtualAddress, 0);
  await mustApply(plane, [
    ...additions(serviceRow(any, "rr"), [server(first, 0)]),
    ...additions(serviceRow(service("tcp", virtualAddress, 8080), "rr"), [server(second, 0)]),
  ]);
  assert.equal((await ask(virtualAddress, 8080)).server, second);
  assert.equal((await ask(virtualAddress, 8081)).server, first);
});

test("a firewall mark is a service, whatever the address", async () => {
  const rules = `add table inet marks
    add chain inet marks pre { type filter hook prerouting priority mangle; }
    add rule inet marks pre tcp dport { 80, 443 } meta mark set 17`;
  net.onDirector(["nft", "-f", "-"], rules);
  await mustApply(plane, [
    ...additions(serviceRow(marked(17), "rr"), [server(first, 8080)]),
    ...additions(serviceRow(web, "rr"), [server(second, 8080)]),
  ]);
  assert.equal((await ask("203.0.113.9", 443)).server, first);
  assert.equal((await askWeb()).server, first, "a mark comes before an address");
  net.onDirector(["nft", "delete", "table", "inet", "marks"]);
  assert.equal((await askWeb()).server, second);
});

const weightOf = (address: string, weight: number): TableOperation => ({
  kind: "editDestination",
  service: web,
  destination: server(address, 8080, weight),
});

test("weight 0 drains: an open connection goes on, new ones go elsewhere", async () => {
  await mustApply(plane, additions(serviceRow(web, "rr"), three.slice(0, 2)));
  const open = await inTurn(4, () => openConnection(virtualAddress, 80));
  await mustApply(plane, [weightOf(first, 0)]);
  assert.deepEqual(tally(await inTurn(6, askWeb)), { [second]: 6 });
  for (const { echo } of open) await echo("still here");
  await mustApply(plane, [weightOf(first, 1)]);
  assert.deepEqual(tally(await inTurn(6, askWeb)), { [first]: 3, [second]: 3 });
  for (const connection of open) connection.close();
});

test("editing, adding and removing lose no open connection", async () => {
  await mustApply(plane, additions(serviceRow(web, "rr"), three));
  const open = await inTurn(6, () => openConnection(virtualAddress, 80));
  const steps: readonly (readonly TableOperation[])[] = [
    [weightOf(first, 5), weightOf(second, 2)],
    [{ kind: "editService", service: serviceRow(web, "wrr") }],
    [{ kind: "removeDestination", service: web, destination: server(third, 8080) }],
    [{ kind: "removeService", identity: web }],
    additions(serviceRow(web, "rr"), three),
  ];
  for (const step of steps) {
    await mustApply(plane, step);
    for (const { echo } of open) await echo(`after ${step[0]?.kind}`);
  }
  for (const connection of open) connection.close();
});

test("datagrams of one socket leave a server that is removed; those of weight 0 stay", async () => {
  const dns = service("udp", virtualAddress, 53);
  await mustApply(plane, additions(serviceRow(dns, "rr"), three.slice(0, 2)));
  const flows = await inTurn(2, () => openFlow(virtualAddress, 53));
  const answers = await inTurn(2, async (index) => flows[index]?.ask());
  assert.deepEqual(new Set(answers.map((answer) => answer?.server)), new Set([first, second]));
  const ofFirst = answers.findIndex((answer) => answer?.server === first);
  await mustApply(plane, [
    { kind: "editDestination", service: dns, destination: server(second, 8080, 0) },
    { kind: "addDestination", service: dns, destination: server(third, 8080) },
    { kind: "removeDestination", service: dns, destination: server(first, 8080) },
  ]);
  assert.equal((await flows[ofFirst]?.ask())?.server, third);
  assert.equal((await flows[1 - ofFirst]?.ask())?.server, second);
  for (const flow of flows) flow.close();
});

test("a service without servers refuses at once", async () => {
  await mustApply(plane, additions(serviceRow(web, "rr"), [server(first, 8080, 0)]));
  await assert.rejects(askWeb(), { code: "ECONNREFUSED" });
});

test("an address that this host does not hold is somebody else's to balance", async () => {
  await mustApply(plane, additions(serviceRow(web, "rr"), three));
  net.onDirector(["ip", "address", "del", `${virtualAddress}/32`, "dev", "front"]);
  net.onDirector(["ip", "route", "add", "unreachable", virtualAddress]);
  await assert.rejects(askWeb());
  net.onDirector(["ip", "route", "del", "unreachable", virtualAddress]);
  net.onDirector(["ip", "address", "add", `${virtualAddress}/32`, "dev", "front"]);
  assert.equal((await askWeb()).port, 8080);
});
