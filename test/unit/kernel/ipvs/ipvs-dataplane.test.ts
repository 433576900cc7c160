import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Forwarding, Persistence } from "../../../../src/config/model/load-balancing.ts";
import {
  destinationKey,
  type ServiceIdentity,
  serviceKey,
} from "../../../../src/core/balancing/table.ts";
import { errno } from "../../../../src/kernel/errno.ts";
import { connectIpvs } from "../../../../src/kernel/ipvs/open.ts";
import { failure, success } from "../../../../src/wire/result.ts";
import { ipv4Address, ipv6Address } from "../../wire/netlink/arbitraries.ts";
import { fakeTransport } from "../netlink/fake-kernel.ts";
import { fakeIpvs } from "./fake-ipvs.ts";
import { addAll, addressOf, destination, mustApply, openFake, service, tcp } from "./ipvs-rows.ts";

const place = { source: 0, start: 0, end: 0 };
const sync = {
  place,
  interface: "eth0",
  instance: null,
  syncId: 7,
  longestMessage: null,
  port: 8848,
  ttl: 1,
  group: addressOf("224.0.0.81"),
};

test("the module is loaded where the kernel lacks IPVS", () => {
  const fake = fakeIpvs({ present: false });
  const loaded: string[] = [];
  const opened = connectIpvs(fakeTransport(fake.kernel), (name) => {
    loaded.push(name);
    fake.present = true;
    return success(null);
  });
  assert.ok(opened.ok);
  assert.deepEqual(loaded, ["ip_vs"]);
});

test("a kernel that cannot have IPVS is an error that names the module", () => {
  const transport = fakeTransport(fakeIpvs({ present: false }).kernel);
  const opened = connectIpvs(transport, () => failure("FATAL: Module ip_vs not found"));
  assert.ok(!opened.ok && transport.closed);
  assert.equal(opened.error.errno, "ENOENT");
  assert.match(opened.error.explanation ?? "", /modprobe ip_vs failed: FATAL/);
  assert.match(opened.error.remedy ?? "", /CONFIG_IP_VS/);
  const useless = connectIpvs(fakeTransport(fakeIpvs({ present: false }).kernel), () =>
    success(null),
  );
  assert.ok(!useless.ok);
  assert.match(useless.error.explanation ?? "", /changed nothing/);
});

test("a module that was unloaded is loaded again, and has another number then", async () => {
  const fake = fakeIpvs();
  const opened = connectIpvs(fakeTransport(fake.kernel), () => {
    fake.present = true;
    return success(null);
  });
  assert.ok(opened.ok);
  const dataplane = opened.value;
  await mustApply(dataplane, addAll(service(tcp("192.0.2.1")), []));
  fake.services.clear();
  fake.present = false;
  fake.family++;
  const read = await dataplane.read("all");
  assert.ok(read.ok && read.value.size === 0);
  await mustApply(dataplane, addAll(service(tcp("192.0.2.1")), []));
  assert.equal(fake.services.size, 1);
});

const family = fc.constantFrom("ipv4" as const, "ipv6" as const);
const address = fc.oneof(ipv4Address, ipv6Address);
const identity: fc.Arbitrary<ServiceIdentity> = fc.oneof(
  fc.record(
    {
      kind: fc.constant("address" as const),
      protocol: fc.constantFrom("tcp" as const, "udp" as const, "sctp" as const),
      address,
      port: fc.nat(0xffff),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      kind: fc.constant("fwmark" as const),
      mark: fc.integer({ min: 1, max: 0xffffffff }),
      family,
    },
    { noNullPrototype: true },
  ),
);
const forwarding: fc.Arbitrary<Forwarding> = fc.constantFrom<Forwarding>(
  { method: "nat" },
  { method: "directRouting" },
  { method: "tunnel", tunnel: { type: "ipip", port: null, checksum: "none" } },
  { method: "tunnel", tunnel: { type: "gue", port: 6080, checksum: "remote" } },
  { method: "tunnel", tunnel: { type: "gue", port: 1, checksum: "none" } },
  { method: "tunnel", tunnel: { type: "gre", port: null, checksum: "plain" } },
);
const masks: Readonly<Record<"ipv4" | "ipv6", readonly Persistence["mask"][]>> = {
  ipv4: [null, { family: "ipv4", netmask: addressOf("255.255.240.0") }],
  ipv6: [null, { family: "ipv6", prefixLength: 64 }, { family: "ipv6", prefixLength: 1 }],
};
const row = identity.chain((one) => {
  const isIpv4 = one.kind === "address" ? !one.address.includes(":") : one.family === "ipv4";
  const flags = { onePacket: fc.boolean(), flag1: fc.boolean(), flag2: fc.boolean() };
  const persistence = fc.record(
    {
      timeoutSeconds: fc.integer({ min: 1, max: 2_678_400 }),
      mask: fc.constantFrom(...masks[isIpv4 ? "ipv4" : "ipv6"]),
      engine: fc.constantFrom(null, "sip"),
    },
    { noNullPrototype: true },
  );
  return fc.record(
    {
      identity: fc.constant(one),
      scheduler: fc.constantFrom("rr", "wrr", "wlc"),
      flags: fc.record({ ...flags, flag3: fc.boolean() }, { noNullPrototype: true }),
      persistence: fc.option(persistence),
    },
    { noNullPrototype: true },
  );
});
const server = fc.record(
  {
    address,
    port: fc.nat(0xffff),
    forwarding,
    weight: fc.nat(65_535),
    upperThreshold: fc.nat(65_535),
    lowerThreshold: fc.nat(65_535),
  },
  { noNullPrototype: true },
);

test("what is read is what was asked for, row by row", async () => {
  await fc.assert(
    fc.asyncProperty(row, fc.array(server, { maxLength: 5 }), async (asked, servers) => {
      const { plane } = openFake();
      await mustApply(plane, addAll(asked, servers));
      const read = await plane.read([asked.identity]);
      assert.ok(read.ok);
      const entry = read.value.get(serviceKey(asked.identity));
      assert.deepEqual(entry?.service, asked);
      const last = new Map(servers.map((one) => [destinationKey(one), one]));
      assert.deepEqual(new Map(entry?.destinations), last);
    }),
  );
});

test("reading some leaves out what is not there, and reading all asks once a service", async () => {
  const { plane, fake, transport } = openFake();
  const hosts = Array.from({ length: 300 }, (_, at) => `10.0.${at >> 8}.${at & 255}`);
  const operations = hosts.flatMap((host) => addAll(service(tcp(host)), [destination("10.9.9.9")]));
  await mustApply(plane, operations);
  const some = await plane.read([tcp("10.0.0.7"), tcp("10.8.8.8"), tcp("10.0.1.7")]);
  assert.ok(some.ok);
  assert.deepEqual([...some.value.keys()], ["tcp 10.0.0.7 80", "tcp 10.0.1.7 80"]);
  fake.commands.length = 0;
  const before = transport.sent.length;
  const all = await plane.read("all");
  assert.ok(all.ok && all.value.size === 300);
  assert.equal(fake.commands.filter((command) => command === 8).length, 300);
  assert.ok(transport.sent.length - before < 30, "many dumps in a datagram");
});

test("a table that is told with services twice is asked for again", async () => {
  const { plane, fake } = openFake();
  await mustApply(
    plane,
    ["10.0.0.1", "10.0.0.2"].flatMap((host) => addAll(service(tcp(host)), [])),
  );
  fake.repeatedFirst = 3;
  const read = await plane.read("all");
  assert.ok(read.ok && read.value.size === 2);
  fake.repeatedFirst = 1000;
  const unsteady = await plane.read("all");
  assert.ok(!unsteady.ok && unsteady.error.errno === "EAGAIN");
});

test("a kernel without tunnel types takes and tells ipip", async () => {
  const { plane } = openFake({ unknownToDestinations: [13, 14, 15] });
  const ipip: Forwarding = {
    method: "tunnel",
    tunnel: { type: "ipip", port: null, checksum: "none" },
  };
  const web = service(tcp("10.0.0.1"));
  await mustApply(plane, addAll(web, [destination("10.0.0.2", { forwarding: ipip })]));
  const read = await plane.read("all");
  assert.ok(read.ok);
  const rows = [...(read.value.get(serviceKey(web.identity))?.destinations.values() ?? [])];
  assert.deepEqual(
    rows.map((one) => one.forwarding),
    [ipip],
  );
});

test("a refusal to read is the result", async () => {
  const { plane } = openFake({ refuse: (command) => (command === 8 ? errno.EPERM : 0) });
  await mustApply(plane, addAll(service(tcp("10.0.0.1")), []));
  const read = await plane.read("all");
  assert.ok(!read.ok && read.error.errno === "EPERM");
  assert.equal(read.error.operation, "list the real servers of [10.0.0.1]:tcp:80");
});

test("timeouts that are null stay", async () => {
  const { plane } = openFake();
  const set = await plane.setTimeouts({ tcpSeconds: 60, tcpFinSeconds: null, udpSeconds: 10 });
  assert.ok(set.ok);
  assert.deepEqual(await plane.timeouts(), {
    ok: true,
    value: { tcpSeconds: 60, tcpFinSeconds: 120, udpSeconds: 10 },
  });
  const huge = await plane.setTimeouts({
    tcpSeconds: 2 ** 40,
    tcpFinSeconds: null,
    udpSeconds: null,
  });
  assert.ok(!huge.ok && huge.error.errno === "EINVAL");
});

test("a sync daemon that runs as wanted goes on, and another one is replaced", async () => {
  const { plane, fake } = openFake();
  const started = () => fake.commands.filter((command) => command === 9 || command === 10);
  assert.ok((await plane.startSync("backup", sync)).ok);
  assert.ok((await plane.startSync("backup", sync)).ok);
  assert.deepEqual(started(), [9]);
  assert.ok((await plane.startSync("backup", { ...sync, port: 9000 })).ok);
  assert.deepEqual(started(), [9, 10, 9]);
  assert.ok((await plane.startSync("master", sync)).ok);
  assert.deepEqual(await plane.syncDaemons(), {
    ok: true,
    value: [
      { role: "backup", interface: "eth0", syncId: 7 },
      { role: "master", interface: "eth0", syncId: 7 },
    ],
  });
  assert.ok((await plane.stopSync("backup")).ok);
  assert.ok((await plane.stopSync("backup")).ok, "one that does not run is a success");
});

test("a sync daemon on an interface that is not there says so", async () => {
  const { plane } = openFake();
  const started = await plane.startSync("master", { ...sync, interface: "nope0" });
  assert.ok(!started.ok && started.error.errno === "ENODEV");
  assert.match(started.error.remedy ?? "", /nope0/);
});

test("flush empties the table, zero and the version are asked for", async () => {
  const { plane, fake } = openFake();
  await mustApply(plane, addAll(service(tcp("10.0.0.1")), []));
  assert.ok((await plane.zero("all")).ok && (await plane.zero(tcp("10.0.0.1"))).ok);
  const missing = await plane.zero(tcp("10.0.0.9"));
  assert.ok(!missing.ok && missing.error.errno === "ESRCH");
  assert.ok((await plane.flush()).ok);
  assert.equal(fake.services.size, 0);
  const information = await plane.information();
  assert.deepEqual(information, {
    ok: true,
    value: { version: 0x010201, connectionTableSize: 4096 },
  });
});

test("counters are none where the kernel tells none", async () => {
  const { plane } = openFake();
  await mustApply(plane, addAll(service(tcp("10.0.0.1")), [destination("10.0.0.2")]));
  const counters = await plane.counters("all");
  assert.ok(counters.ok);
  const [one] = counters.value;
  assert.equal(one?.traffic.connections, 0);
  assert.equal(one?.destinations[0]?.traffic.bytesIn, 0);
});
