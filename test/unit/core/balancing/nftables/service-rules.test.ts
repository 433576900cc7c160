import assert from "node:assert/strict";
import { test } from "node:test";
import {
  rememberRules,
  serviceRules,
} from "../../../../../src/core/balancing/nftables/service-rules.ts";
import {
  type DestinationRow,
  destinationKey,
  type ServiceRow,
  type TableEntry,
} from "../../../../../src/core/balancing/table.ts";
import {
  addressOf,
  marked,
  persistent,
  server,
  service,
  serviceRow,
} from "../../../../kernel/balancing/rows.ts";

const entry = (row: ServiceRow, servers: readonly DestinationRow[]): TableEntry => ({
  service: row,
  destinations: new Map(servers.map((one) => [destinationKey(one), one])),
});

test("a service reads as a choice and its rows", () => {
  const web = service("tcp", "192.0.2.1", 80);
  const servers = [server("10.0.0.1", 8080, 2), server("10.0.0.2", 0), server("10.0.0.3", 80, 0)];
  assert.deepEqual(serviceRules(entry(serviceRow(web, "wrr"), servers)), [
    "meta l4proto { tcp, udp, sctp } dnat ip addr . port to numgen inc mod 3 map " +
      "{ 0 : 10.0.0.1 . 8080, 1 : 10.0.0.2 . 80, 2 : 10.0.0.1 . 8080 } " +
      'comment "new connections"',
    'return comment "service wrr"',
    'return comment "to 10.0.0.1 8080 weight 2, 10.0.0.2 0 weight 1, 10.0.0.3 80 weight 0"',
  ]);
});

test("a persistent service looks its clients up first, and remembers them behind the translation", () => {
  const mask = { family: "ipv6", prefixLength: 64 } as const;
  const row = serviceRow(service("udp", "2001:db8::1", 53), "rr", {
    persistence: persistent(50, mask),
  });
  const dns = entry(row, [server("fd00::1", 53)]);
  assert.equal(
    serviceRules(dns)[0],
    "meta l4proto { tcp, udp, sctp } dnat ip6 to " +
      "ip6 saddr & ffff:ffff:ffff:ffff:: map @clients-udp-2001_db8__1-53 : " +
      "ip6 saddr & ffff:ffff:ffff:ffff:: map @ports-udp-2001_db8__1-53 " +
      'comment "persistent clients"',
  );
  assert.deepEqual(rememberRules(dns), [
    "ip6 daddr . th dport { fd00::1 . 53 } " +
      "update @clients-udp-2001_db8__1-53 { ip6 saddr & ffff:ffff:ffff:ffff:: timeout 50s : ip6 daddr } " +
      "update @ports-udp-2001_db8__1-53 { ip6 saddr & ffff:ffff:ffff:ffff:: timeout 50s : th dport }",
  ]);
});

test("without a port the packets keep theirs", () => {
  const mask = { family: "ipv4", netmask: addressOf("255.255.255.255") } as const;
  const row = serviceRow(marked(7), "sh", {
    flags: { flag2: true },
    persistence: persistent(9, mask),
  });
  const any = entry(row, [server("10.0.0.1", 0)]);
  assert.deepEqual(serviceRules(any).slice(0, 2), [
    "meta l4proto { tcp, udp, sctp } dnat ip to ip saddr map @clients-mark-ipv4-7 " +
      'comment "persistent clients"',
    "meta l4proto { tcp, udp, sctp } dnat ip to jhash ip saddr . th sport mod 1 " +
      'seed 0x686f6c64 map { 0 : 10.0.0.1 } comment "new connections"',
  ]);
  assert.deepEqual(rememberRules(any), [
    "ip daddr { 10.0.0.1 } update @clients-mark-ipv4-7 { ip saddr timeout 9s : ip daddr }",
  ]);
});

test("without a server of weight, connections are refused", () => {
  const web = serviceRow(service("tcp", "192.0.2.1", 80), "rr");
  assert.equal(
    serviceRules(entry(web, [server("10.0.0.1", 80, 0)]))[0],
    'reject with icmpx port-unreachable comment "no server"',
  );
});

test("the order of rows does not decide which client has which server", () => {
  const row = serviceRow(service("tcp", "192.0.2.1", 80), "mh");
  const servers = [server("10.0.0.1", 80), server("10.0.0.2", 80), server("10.0.0.3", 80)];
  const [choice] = serviceRules(entry(row, servers));
  assert.equal(serviceRules(entry(row, servers.toReversed()))[0], choice);
});
