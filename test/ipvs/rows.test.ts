/** What Holdfast programs beside what ipvsadm says of it, and the other way round. */
import assert from "node:assert/strict";
import { after, afterEach, test } from "node:test";
import type { Forwarding, Persistence } from "../../src/config/model/load-balancing.ts";
import {
  type DestinationRow,
  type ServiceIdentity,
  type ServiceRow,
  serviceKey,
  type TableOperation,
} from "../../src/core/balancing/table.ts";
import { openIpvsDataplane } from "../../src/kernel/ipvs/open.ts";
import { systemCalls } from "../../src/kernel/libc.ts";
import { mustRun } from "../lab/command.ts";
import {
  addAll,
  addressOf,
  destination,
  mustApply,
  service,
  tcp,
} from "../unit/kernel/ipvs/ipvs-rows.ts";

const opened = openIpvsDataplane(systemCalls());
assert.ok(opened.ok, opened.ok ? "" : JSON.stringify(opened.error));
const plane = opened.value;
after(() => plane.close());
afterEach(() => void mustRun(["ipvsadm", "-C"]));

const ipvsadm = (words: string): string => mustRun(["ipvsadm", ...words.split(" ")]);
const saved = (): readonly string[] => ipvsadm("-Sn").trimEnd().split("\n");
const udp = (address: string, port: number): ServiceIdentity => ({
  kind: "address",
  protocol: "udp",
  address: addressOf(address),
  port,
});
const mark = (number: number, family: "ipv4" | "ipv6" = "ipv4"): ServiceIdentity => ({
  kind: "fwmark",
  mark: number,
  family,
});
const plain = { onePacket: false, flag1: false, flag2: false, flag3: false };
const persistent = (
  timeoutSeconds: number,
  mask: Persistence["mask"] = null,
  engine: string | null = null,
): Persistence => ({ timeoutSeconds, mask, engine });
const tunnel = (
  type: "ipip" | "gue" | "gre",
  port: number | null = null,
  checksum: "none" | "plain" | "remote" = "none",
): Forwarding => ({ method: "tunnel", tunnel: { type, port, checksum } });

/** Each row and what `ipvsadm -Sn` makes of it. */
const services: readonly (readonly [ServiceRow, string])[] = [
  ...["rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf", "mh"].map(
    (scheduler, index): [ServiceRow, string] => [
      service(tcp("10.0.0.1", 100 + index), { scheduler }),
      `-A -t 10.0.0.1:${100 + index} -s ${scheduler}`,
    ],
  ),
  [
    service(tcp("10.0.0.2"), { scheduler: "sh", flags: { ...plain, flag2: true } }),
    "-A -t 10.0.0.2:80 -s sh -b sh-port",
  ],
  [
    service(tcp("10.0.0.3"), { scheduler: "mh", flags: { ...plain, flag1: true, flag2: true } }),
    "-A -t 10.0.0.3:80 -s mh -b mh-fallback,mh-port",
  ],
  [
    service(tcp("10.0.0.4"), { flags: { ...plain, flag1: true, flag3: true } }),
    "-A -t 10.0.0.4:80 -s wrr -b flag-1,flag-3",
  ],
  [
    service(udp("10.0.0.5", 53), { flags: { ...plain, onePacket: true } }),
    "-A -u 10.0.0.5:53 -s wrr -o",
  ],
  [service(tcp("10.0.0.6", 0), { persistence: persistent(360) }), "-A -t 10.0.0.6:0 -s wrr -p 360"],
  [
    service(tcp("10.0.0.7"), {
      persistence: persistent(50, { family: "ipv4", netmask: addressOf("255.255.255.0") }),
    }),
    "-A -t 10.0.0.7:80 -s wrr -p 50 -M 255.255.255.0",
  ],
  [
    service(udp("10.0.0.8", 5060), { persistence: persistent(60, null, "sip") }),
    "-A -u 10.0.0.8:5060 -s wrr -p 60 --pe sip",
  ],
  [
    service({ kind: "address", protocol: "sctp", address: addressOf("10.0.0.9"), port: 36412 }),
    "-A --sctp-service 10.0.0.9:36412 -s wrr",
  ],
  [
    service(tcp("2001:db8::1"), { persistence: persistent(300) }),
    "-A -t [2001:db8::1]:80 -s wrr -p 300",
  ],
  [
    service(tcp("2001:db8::2"), {
      persistence: persistent(300, { family: "ipv6", prefixLength: 64 }),
    }),
    "-A -t [2001:db8::2]:80 -s wrr -p 300 -M 64",
  ],
  [service(mark(1)), "-A -f 1 -s wrr"],
  [service(mark(1, "ipv6"), { persistence: persistent(9) }), "-A -f 1 -6 -s wrr -p 9"],
];

const web = tcp("10.0.0.1");
const web6 = tcp("2001:db8::1");
const servers: readonly (readonly [ServiceIdentity, DestinationRow, string])[] = [
  [web, destination("192.168.1.1", { port: 8080, weight: 3 }), "-r 192.168.1.1:8080 -m -w 3"],
  [
    web,
    destination("192.168.1.2", { forwarding: { method: "directRouting" }, weight: 0 }),
    "-r 192.168.1.2:80 -g -w 0",
  ],
  [
    web,
    destination("192.168.1.3", { forwarding: tunnel("ipip"), weight: 65_535 }),
    "-r 192.168.1.3:80 -i -w 65535 --tun-type ipip",
  ],
  [
    web,
    destination("192.168.1.4", { forwarding: tunnel("gue", 6080, "plain") }),
    "-r 192.168.1.4:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-csum",
  ],
  [
    web,
    destination("192.168.1.5", { forwarding: tunnel("gue", 6081, "remote") }),
    "-r 192.168.1.5:80 -i -w 1 --tun-type gue --tun-port 6081 --tun-remcsum",
  ],
  [
    web,
    destination("192.168.1.6", { forwarding: tunnel("gue", 6081) }),
    "-r 192.168.1.6:80 -i -w 1 --tun-type gue --tun-port 6081 --tun-nocsum",
  ],
  [
    web,
    destination("192.168.1.7", { forwarding: tunnel("gre", null, "plain") }),
    "-r 192.168.1.7:80 -i -w 1 --tun-type gre --tun-csum",
  ],
  [
    web,
    destination("192.168.1.8", { forwarding: tunnel("gre") }),
    "-r 192.168.1.8:80 -i -w 1 --tun-type gre --tun-nocsum",
  ],
  [
    web,
    destination("2001:db8::99", { forwarding: tunnel("ipip") }),
    "-r [2001:db8::99]:80 -i -w 1 --tun-type ipip",
  ],
  [web6, destination("2001:db8::a", { port: 443 }), "-r [2001:db8::a]:443 -m -w 1"],
  [
    web6,
    destination("192.168.1.9", { forwarding: tunnel("ipip") }),
    "-r 192.168.1.9:80 -i -w 1 --tun-type ipip",
  ],
];

async function readAll() {
  const table = await plane.read("all");
  assert.ok(table.ok, table.ok ? "" : JSON.stringify(table.error));
  return table.value;
}

test("every kind of service is what ipvsadm shows, and is read as it was asked for", async () => {
  await mustApply(
    plane,
    services.map(([row]) => ({ kind: "addService", service: row })),
  );
  assert.deepEqual([...saved()].sort(), services.map(([, line]) => line).sort());
  const table = await readAll();
  assert.equal(table.size, services.length);
  for (const [row] of services) {
    assert.deepEqual(table.get(serviceKey(row.identity))?.service, row);
  }
});

test("every kind of real server is what ipvsadm shows, and is read as it was asked for", async () => {
  await mustApply(plane, [...addAll(service(web), []), ...addAll(service(web6), [])]);
  await mustApply(
    plane,
    servers.map(([identity, row]) => ({
      kind: "addDestination",
      service: identity,
      destination: row,
    })),
  );
  const lines = saved().filter((line) => line.startsWith("-a"));
  const named = servers.map(
    ([identity, , line]) =>
      `-a -t ${identity === web ? "10.0.0.1:80" : "[2001:db8::1]:80"} ${line}`,
  );
  assert.deepEqual([...lines].sort(), named.sort());
  const table = await readAll();
  for (const [identity, row] of servers) {
    const rows = [...(table.get(serviceKey(identity))?.destinations.values() ?? [])];
    assert.deepEqual(
      rows.find(({ address }) => address === row.address),
      row,
    );
  }
});

test("what ipvsadm has made is read as the rows that would make it", async () => {
  for (const [, line] of services) ipvsadm(line);
  const table = await readAll();
  for (const [row] of services) {
    assert.deepEqual(table.get(serviceKey(row.identity))?.service, row);
  }
  ipvsadm("-a -t 10.0.0.2:80 -r 192.168.1.1:8080 -m -w 2147483647 -x 70000 -y 5");
  const [read] = [...((await readAll()).get("tcp 10.0.0.2 80")?.destinations.values() ?? [])];
  const limits = { upperThreshold: 70_000, lowerThreshold: 5, weight: 2_147_483_647 };
  assert.deepEqual(read, destination("192.168.1.1", { port: 8080, ...limits }));
});

test("changes are made in place, and back to nothing", async () => {
  const before = service(web, { persistence: persistent(60, null, "sip") });
  const row = destination("192.168.1.1", { upperThreshold: 10, lowerThreshold: 5 });
  await mustApply(plane, addAll(before, [row]));
  const after: ServiceRow = { ...service(web), scheduler: "sed" };
  const changed = destination("192.168.1.1", { forwarding: tunnel("gre"), weight: 9 });
  const operations: readonly TableOperation[] = [
    { kind: "editService", service: after },
    { kind: "editDestination", service: web, destination: changed },
  ];
  await mustApply(plane, operations);
  const [entry] = (await readAll()).values();
  assert.deepEqual(entry?.service, after);
  assert.deepEqual([...(entry?.destinations.values() ?? [])], [changed]);
  await mustApply(plane, [
    { kind: "editDestination", service: web, destination: row },
    { kind: "removeDestination", service: web, destination: row },
    { kind: "removeService", identity: web },
    { kind: "removeService", identity: web },
  ]);
  assert.deepEqual(saved(), [""]);
});

test("the kernel's refusals say what to do", async () => {
  const mixed = destination("2001:db8::99");
  const low = destination("192.168.1.1", { upperThreshold: 1, lowerThreshold: 2 });
  const outcomes = await plane.apply([
    { kind: "addService", service: { ...service(tcp("10.0.0.9")), scheduler: "twos" } },
    ...addAll(service(web), [mixed, low]),
    { kind: "addDestination", service: tcp("10.0.0.9"), destination: low },
  ]);
  const told = outcomes.map((outcome) =>
    outcome.ok ? "" : `${outcome.error.errno}: ${outcome.error.remedy}`,
  );
  assert.match(told[0] ?? "", /^ENOENT: .*modprobe ip_vs_twos$/);
  assert.equal(told[1], "");
  assert.match(told[2] ?? "", /^EINVAL: .*other family/);
  assert.match(told[3] ?? "", /^ERANGE: .*threshold/);
  assert.match(told[4] ?? "", /^ESRCH: .*virtual server/);
});

test("timeouts are what ipvsadm shows", async () => {
  assert.ok((await plane.setTimeouts({ tcpSeconds: 111, tcpFinSeconds: null, udpSeconds: 33 })).ok);
  assert.equal(ipvsadm("-L --timeout"), "Timeout (tcp tcpfin udp): 111 120 33\n");
  ipvsadm("--set 900 120 300");
  const read = await plane.timeouts();
  assert.deepEqual(read, {
    ok: true,
    value: { tcpSeconds: 900, tcpFinSeconds: 120, udpSeconds: 300 },
  });
});

test("sync daemons run as they are asked for, and are replaced when they are others", async () => {
  mustRun(["ip", "link", "add", "sync1", "type", "dummy"]);
  mustRun(["ip", "link", "set", "sync1", "up"]);
  mustRun(["ip", "address", "add", "10.77.0.1/24", "dev", "sync1"]);
  mustRun(["ip", "address", "add", "2001:db8:77::1/64", "dev", "sync1", "nodad"]);
  const settings = {
    interface: "sync1",
    syncId: 7,
    longestMessage: 1400,
    port: 8849,
    ttl: 3,
    group: addressOf("224.0.0.82"),
  };
  const shown = () => ipvsadm("-L --daemon").trimEnd().split("\n");
  assert.ok((await plane.startSync("master", settings)).ok);
  assert.deepEqual(shown(), [
    "master sync daemon (mcast=sync1, syncid=7, maxlen=1400, group=224.0.0.82, port=8849, ttl=3)",
  ]);
  const other = {
    interface: "sync1",
    syncId: 0,
    longestMessage: null,
    port: 8848,
    ttl: 1,
    group: addressOf("ff02::99"),
  };
  assert.ok((await plane.startSync("backup", settings)).ok);
  assert.ok((await plane.startSync("backup", other)).ok);
  assert.match(shown()[1] ?? "", /^backup sync daemon \(mcast=sync1, syncid=0, .*group=ff02::99/);
  const running = await plane.syncDaemons();
  assert.ok(running.ok && running.value.length === 2);
  const mixed = destination("2001:db8::99", { forwarding: tunnel("ipip") });
  const [, refused] = await plane.apply(addAll(service(web), [mixed]));
  assert.ok(refused !== undefined && !refused.ok && /sync daemon/.test(refused.error.remedy ?? ""));
  assert.ok((await plane.stopSync("master")).ok && (await plane.stopSync("backup")).ok);
  assert.deepEqual(shown(), [""]);
  const nowhere = await plane.startSync("master", { ...settings, interface: "nope0" });
  assert.ok(!nowhere.ok && /nope0/.test(nowhere.error.remedy ?? ""));
});

test("another network namespace is balanced from here", async () => {
  mustRun(["ip", "netns", "add", "elsewhere"]);
  const there = openIpvsDataplane(systemCalls(), { networkNamespace: "elsewhere" });
  assert.ok(there.ok, there.ok ? "" : JSON.stringify(there.error));
  await mustApply(there.value, addAll(service(web), []));
  there.value.close();
  assert.deepEqual(saved(), [""]);
  const inside = mustRun(["ip", "netns", "exec", "elsewhere", "ipvsadm", "-Sn"]);
  assert.equal(inside, "-A -t 10.0.0.1:80 -s wrr\n");
  mustRun(["ip", "netns", "del", "elsewhere"]);
  const gone = openIpvsDataplane(systemCalls(), { networkNamespace: "elsewhere" });
  assert.ok(!gone.ok && /ip netns list/.test(gone.error.remedy ?? ""));
});

test("the module is loaded when it is not", async () => {
  plane.close();
  mustRun(["sh", "-c", "lsmod | awk '/^ip_vs_/ {print $1}' | xargs -r rmmod; rmmod ip_vs"]);
  const again = openIpvsDataplane(systemCalls());
  assert.ok(again.ok, again.ok ? "" : JSON.stringify(again.error));
  await mustApply(again.value, addAll(service(web), []));
  again.value.close();
});
