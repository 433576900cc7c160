import assert from "node:assert/strict";
import { test } from "node:test";
import { check, rendered, said, valueAt } from "./building.ts";
import {
  balancingOf,
  realServerText,
  saidOfVirtualServer,
  serviceText,
  virtualServerOf,
  virtualServerWith,
} from "./load-balancing-text.ts";

const codesOf = (text: string): string[] => said(check(text)).map((one) => one.slice(0, 6));
const one = realServerText();

test("a virtual server without more has the defaults of keepalived", () => {
  const server = virtualServerWith("");
  assert.deepEqual(
    { ...server, place: null, realServers: server.realServers.length },
    {
      name: "[192.0.2.1]:tcp:80",
      place: null,
      service: { kind: "address", protocol: "tcp", address: "192.0.2.1", port: 80 },
      family: "ipv4",
      scheduler: "wlc",
      flags: { hashed: false, onePacket: false, flag1: false, flag2: false, flag3: false },
      persistence: null,
      highAvailabilitySuspend: false,
      notifyAtStop: false,
      quorum: { weight: 1, hysteresis: 0, up: null, down: null },
      mailAlert: false,
      snmpName: null,
      realServers: 1,
      sorryServer: null,
    },
  );
});

const reachTheModel: readonly (readonly [line: string, path: string, value: unknown])[] = [
  ["lb_algo sed", "scheduler", "sed"],
  ["lvs_sched mh", "scheduler", "mh"],
  ["protocol sctp", "service.protocol", "sctp"],
  ["lvs_sched sh\n hashed", "flags.hashed", true],
  ["lvs_sched sh\n sh-fallback", "flags.flag1", true],
  ["lvs_sched mh\n mh-port", "flags.flag2", true],
  ["flag-1", "flags.flag1", true],
  ["flag-2", "flags.flag2", true],
  ["flag-3", "flags.flag3", true],
  ["protocol UDP\n ops", "flags.onePacket", true],
  ["persistence_timeout", "persistence.timeoutSeconds", 360],
  ["persistence_timeout 50", "persistence.timeoutSeconds", 50],
  ["persistence_timeout\n persistence_engine sip", "persistence.engine", "sip"],
  [
    "persistence_timeout\n persistence_granularity 255.255.0.0",
    "persistence.mask.netmask",
    "255.255.0.0",
  ],
  ["ha_suspend", "highAvailabilitySuspend", true],
  ["omega", "notifyAtStop", true],
  ["smtp_alert", "mailAlert", true],
  ['snmp_name "web shop"', "snmpName", "web shop"],
  ["weight 5\n quorum 4\n hysteresis 2", "quorum.weight", 4],
  ["weight 5\n quorum 4\n hysteresis 2", "quorum.hysteresis", 2],
  ["quorum_up /bin/true", "quorum.up.argv.0", "/bin/true"],
  ['quorum_down "/bin/false now" root', "quorum.down.argv.1", "now"],
  ["sorry_server 192.0.2.250 81", "sorryServer.port", 81],
  ["sorry_server 192.0.2.250 81\n sorry_server_inhibit", "sorryServer.inhibit", true],
  [
    "sorry_server 192.0.2.250 80\n sorry_server_lvs_method DR",
    "sorryServer.forwarding.method",
    "directRouting",
  ],
];

for (const [line, path, value] of reachTheModel) {
  test(`${line.replaceAll("\n", ",")} → ${path}`, () => {
    assert.deepEqual(
      saidOfVirtualServer(line).filter((each) => !each.startsWith("HF0108")),
      [],
    );
    assert.deepEqual(valueAt(virtualServerWith(line), path), value);
  });
}

const misuses: readonly (readonly [line: string, ...codes: string[]])[] = [
  ["lb_algo RR", "HF0207 RR"],
  ["lb_kind nat", "HF0108 lb_kind", "HF0207 nat"],
  ["lb_kind TUN type gue", "HF0108 lb_kind", "HF0817 TUN"],
  ["lb_kind TUN type ipip csum", "HF0108 lb_kind", "HF0817 TUN"],
  ["lb_kind TUN type gre remcsum", "HF0108 lb_kind", "HF0817 TUN"],
  ["lb_kind TUN type foo", "HF0108 lb_kind", "HF0817 foo"],
  ["lb_kind TUN type gue port 70000", "HF0108 lb_kind", "HF0203 70000"],
  ["lb_kind NAT csum", "HF0108 lb_kind", "HF0817 csum"],
  ["protocol ICMP", "HF0207 ICMP"],
  ["delay_loop 0", "HF0203 0"],
  ["retry 0", "HF0203 0"],
  ["connect_timeout 5000", "HF0203 5000"],
  ["persistence_timeout 2678401", "HF0203 2678401"],
  ["persistence_timeout 9\n persistence_granularity x", "HF0826 x"],
  ["persistence_timeout 9\n persistence_granularity 24", "HF0827 24"],
  ["persistence_engine sip", "HF0828 persistence_engine"],
  ["hashed", "HF0814 hashed"],
  ["mh-port\n lvs_sched mh", "HF0814 mh-port"],
  ["ops", "HF0809 ops"],
  ["ip_family inet6", "HF0816 inet6"],
  ["virtualhost", "HF0216 virtualhost"],
  ["snmp_name", "HF0216 snmp_name"],
  ["snmp_name web shop", "HF0832 shop"],
  ["quorum 2", "HF0810 2"],
  ["hysteresis 1", "HF0811 1"],
  ["sorry_server 192.0.2.300", "HF0209 192.0.2.300"],
  ["sorry_server 192.0.2.250 x", "HF0202 x"],
  ["sorry_server fe80::1 80", "HF0806 fe80::1"],
  ["sorry_server_inhibit", "HF0815 sorry_server_inhibit"],
  ["sorry_server_lvs_method DR", "HF0815 sorry_server_lvs_method"],
  ["quorum_up /bin/true\n quorum_up /bin/false", "HF0115 quorum_up"],
  ["weight 65536", "HF0203 65536"],
];

for (const [line, ...expected] of misuses) {
  test(`${line.replaceAll("\n", ",")} is said, and the virtual server runs`, () => {
    const found = saidOfVirtualServer(line).filter(
      (each) => !/^HF0108 (?:lvs_sched|protocol|lb_algo)/.test(each),
    );
    assert.deepEqual(found.toSorted(), expected.toSorted());
    assert.equal(virtualServerWith(line).realServers.length, 1);
  });
}

test("what lacks has keepalived's default, and is said once", () => {
  const bare = { protocol: null, lb_algo: null, lb_kind: null };
  const text = serviceText(one, "192.0.2.1 80", bare);
  assert.deepEqual(codesOf(text).toSorted(), ["HF0802", "HF0803", "HF0804"]);
  const { service, scheduler, realServers } = virtualServerOf(text);
  assert.equal(service.kind === "address" && service.protocol, "udp");
  assert.equal(scheduler, "wlc");
  assert.deepEqual(realServers[0]?.forwarding, { method: "nat" });
});

test("a refused value is not missing as well", () => {
  const bad = { protocol: "FOO", lb_algo: "FOO", lb_kind: "FOO" };
  assert.deepEqual(codesOf(serviceText(one, "192.0.2.1 80", bad)), ["HF0207", "HF0207", "HF0207"]);
});

test("real servers that name a method need none of the virtual server", () => {
  const own = serviceText(realServerText("lvs_method DR"), "192.0.2.1 80", { lb_kind: null });
  assert.deepEqual(codesOf(own), []);
  const withSorry = serviceText(
    `sorry_server 192.0.2.250 80\n${realServerText("lvs_method DR")}`,
    "192.0.2.1 80",
    { lb_kind: null },
  );
  assert.deepEqual(codesOf(withSorry), ["HF0804"]);
});

const headings: readonly (readonly [heading: string, ...codes: string[]])[] = [
  ["192.0.2.300 80", "HF0209 192.0.2.300"],
  ["192.0.2.1:80", "HF0209 192.0.2.1:80"],
  ["192.0.2.1 http", "HF0202 http"],
  ["192.0.2.1 70000", "HF0203 70000"],
  ["fwmark", "HF0201 fwmark"],
  ["fwmark one", "HF0202 one"],
  ["fwmark 0", "HF0203 0"],
  ["group", "HF0201 group"],
  ["group web", "HF0818 web"],
  ["", "HF0201 virtual_server"],
];

for (const [heading, ...expected] of headings) {
  test(`virtual_server ${heading} does not run`, () => {
    const text = serviceText(one, heading);
    assert.deepEqual(said(check(text)), expected);
    assert.deepEqual(balancingOf(text).virtualServers, []);
  });
}

test("a port written behind a colon is told apart", () => {
  assert.match(rendered(check(serviceText(one, "192.0.2.1:80"))), /of its own: 192\.0\.2\.1 80/);
});

test("a prefix length behind the address, and surplus words, are forgiven", () => {
  assert.deepEqual(said(check(serviceText(one, "192.0.2.1/32 80 tcp"))), [
    "HF0214 192.0.2.1/32",
    "HF0103 tcp",
  ]);
});

test("a virtual server needs a real server", () => {
  const text = serviceText("sorry_server 192.0.2.250 80");
  assert.deepEqual(said(check(text)), ["HF0801 192.0.2.1"]);
  assert.deepEqual(balancingOf(text).virtualServers, []);
});

test("a service of every port is persistent", () => {
  const text = serviceText(one, "192.0.2.1");
  assert.deepEqual(said(check(text)), ["HF0807 192.0.2.1"]);
  assert.equal(virtualServerOf(text).persistence?.timeoutSeconds, 360);
});

test("an IPv6 service groups clients by a number of bits", () => {
  const text = serviceText(
    `persistence_timeout\n persistence_granularity 64\n ${realServerText("", "2001:db8::10 80")}`,
    "2001:db8::1 80",
  );
  assert.deepEqual(said(check(text)), []);
  assert.deepEqual(virtualServerOf(text).persistence?.mask, { family: "ipv6", prefixLength: 64 });
  assert.equal(virtualServerOf(text).name, "[2001:db8::1]:tcp:80");
});

test("a firewall mark has the family of what it leads to, and no protocol", () => {
  const marked = { protocol: null };
  const six = realServerText("", "2001:db8::10");
  const text = serviceText(six, "fwmark 7", marked);
  assert.deepEqual(said(check(text)), []);
  assert.equal(virtualServerOf(text).family, "ipv6");
  assert.equal(virtualServerOf(text).name, "FWM 7");
  assert.deepEqual(codesOf(serviceText(one, "fwmark 7")), ["HF0812"]);
  const mixed = serviceText(`${one}\n${six}`, "fwmark 7", marked);
  assert.deepEqual(said(check(mixed)), ["HF0806 2001:db8::10"]);
  const tunnelled = serviceText(`ip_family inet6\n${one}`, "fwmark 7", {
    ...marked,
    lb_kind: "TUN",
  });
  assert.equal(virtualServerOf(tunnelled).family, "ipv6");
  assert.deepEqual(codesOf(serviceText(`ha_suspend\n${one}`, "fwmark 7", marked)), ["HF0813"]);
});

test("of two for the same service the first one runs", () => {
  const text = serviceText(one).repeat(2);
  assert.deepEqual(said(check(text)), ["HF0823 192.0.2.1"]);
  assert.equal(check(text).exitCode, 0);
  assert.equal(balancingOf(text).virtualServers.length, 1);
  const other = serviceText(one) + serviceText(one, "192.0.2.1 80", { protocol: "UDP" });
  assert.deepEqual(said(check(other)), []);
});

test("a bad virtual server leaves the others alone", () => {
  const text = serviceText(one, "192.0.2.300 80") + serviceText(one);
  assert.equal(balancingOf(text).virtualServers.length, 1);
  assert.equal(check(text).exitCode, 5);
});
