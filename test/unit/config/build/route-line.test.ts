import assert from "node:assert/strict";
import { test } from "node:test";
import type { Route } from "../../../../src/config/model/route.ts";
import { instanceWith, saidOfInstance, valueAt } from "./building.ts";

const inBlock = (line: string): string => `virtual_routes {\n${line}\n}`;

function routeOf(line: string): Route {
  const [route, ...others] = instanceWith(inBlock(line)).virtualRoutes;
  assert.ok(route !== undefined && others.length === 0, line);
  return route;
}

/** Lines, where the value is found, and the value. */
const read: readonly [line: string, path: string, value: unknown][] = [
  ["198.51.100.0/24 via 192.0.2.254 dev eth0", "gateway", "192.0.2.254"],
  ["198.51.100.0/24 via 192.0.2.254 dev eth0", "interface", "eth0"],
  ["198.51.100.0/24 via 192.0.2.254", "interface", null],
  ["198.51.100.0/24 dev eth0", "table", 254],
  ["198.51.100.0/24 dev eth0", "protocol", 18],
  ["198.51.100.0/24 dev eth0", "insertion", "prepend"],
  ["to 198.51.100.7 dev eth0", "destination.prefixLength", 32],
  ["default via 192.0.2.254", "destination.address", "0.0.0.0"],
  ["default via fe80::1 dev eth0", "destination.address", "::"],
  ["default6 dev eth0", "family", "ipv6"],
  ["inet6 any dev eth0", "family", "ipv6"],
  ["blackhole 198.51.100.0/24", "type", "blackhole"],
  ["to unreachable 198.51.100.0/24", "type", "unreachable"],
  ["src 192.0.2.1 to 224.0.0.0/4 dev eth3 no_track", "preferredSource", "192.0.2.1"],
  ["src 192.0.2.1 to 224.0.0.0/4 dev eth3 no_track", "tracked", false],
  ["2001:db8::/32 from 2001:db8:1::/48 dev eth0", "source.prefixLength", 48],
  ["default via 192.0.2.254 table 0x10", "table", 16],
  ["default via 192.0.2.254 table local", "table", 255],
  ["default via 192.0.2.254 vrf blue", "table", null],
  ["default via 192.0.2.254 priority 4294967295", "metric", 4294967295],
  ["default via 192.0.2.254 dsfield AF11", "typeOfService", 0x28],
  ["default via 192.0.2.254 protocol 4 no_track", "protocol", 4],
  ["default via 192.0.2.254 scope link", "scope", 253],
  ["default via 192.0.2.254 onlink append", "insertion", "append"],
  ["default via 192.0.2.254 mtu lock 1400", "metrics.0.locked", true],
  ["default via 192.0.2.254 window 5 rtt 1.5s", "metrics.1.value", 1500],
  ["default via 192.0.2.254 rto_min 50", "metrics.0.value", 200],
  ["default via 192.0.2.254 realms cosmos/0x14", "realms.destination", 20],
  ["default via 192.0.2.254 features ecn", "features.0", "ecn"],
  ["default via 192.0.2.254 congctl lock bbr", "congestionControl.locked", true],
  ["default via fe80::1 expires 60 pref high", "routerPreference", "high"],
  ["default via 192.0.2.254 ttl-propagate disabled", "ttlPropagation", false],
  ["default encap ip id 7 dst 203.0.113.1 ttl 9 dev eth0", "encapsulation.hopLimit", 9],
  ["default encap ip6 tc 3 src ::1 dev eth0", "encapsulation.typeOfService", 3],
  ["default encap mpls 100/200 dev eth0", "encapsulation.labels.1", 200],
  ["default encap ila 1:2:3:4 dev eth0", "encapsulation.locator", "1:2:3:4"],
  ["default nexthop via 192.0.2.2 weight 2 nexthop dev eth1 onlink", "nextHops.0.weight", 2],
  ["default nexthop via 192.0.2.2 weight 2 nexthop dev eth1 onlink", "nextHops.1.onLink", true],
  ["default via 192.0.2.2 or 192.0.2.3 dev eth0", "nextHops.1.gateway", "192.0.2.3"],
  ["default via 192.0.2.2 or 192.0.2.3 dev eth0", "gateway", null],
];

for (const [line, path, value] of read) {
  test(`${line} → ${path}`, () => {
    assert.deepEqual(valueAt(routeOf(line), path), value);
  });
}

/** Lines that are skipped, and the finding that says so. */
const skipped: readonly [line: string, said: string][] = [
  ["via 192.0.2.254 dev eth0", "HF0520 via"],
  ["10.2/16 dev eth0", "HF0524 10.2/16"],
  ["foo 10.2.0.0/16", "HF0521 foo"],
  ["default via 192.0.2.254 no-track", "HF0521 no-track"],
  ["default via 192.0.2.254 track_group north", "HF0521 track_group"],
  ["198.51.100.0/24 via fe80::1 dev eth0", "HF0522 fe80::1"],
  ["198.51.100.0/24 dev eth0 inet6", "HF0522 198.51.100.0/24"],
  ["198.51.100.0/24 via inet fe80::1", "HF0524 fe80::1"],
  ["198.51.100.0/24 nexthop via fe80::1", "HF0522 198.51.100.0/24"],
  ["default via", "HF0201 via"],
  ["default via 192.0.2.254 mtu lock", "HF0201 mtu"],
  ["default via 192.0.2.254 table a/b", "HF0523 a/b"],
  ["default via 192.0.2.254 tos 256", "HF0523 256"],
  ["default via 192.0.2.254 metric -1", "HF0203 -1"],
  ["default via 192.0.2.254 hoplimit 256", "HF0203 256"],
  ["default via 192.0.2.254 initcwnd lock 5", "HF0202 lock"],
  ["default via 192.0.2.254 rtt 3xx", "HF0524 3xx"],
  ["default via 192.0.2.254 realms 300", "HF0524 300"],
  ["2001:db8::/32 dev eth0 realms 3", "HF0526 realms"],
  ["default via 192.0.2.254 expires 3", "HF0526 expires"],
  ["default via 192.0.2.254 pref low", "HF0526 pref"],
  ["default via fe80::1 pref no", "HF0524 no"],
  ["default from 192.0.2.0/24", "HF0524 192.0.2.0/24"],
  ["default via 192.0.2.254 features x", "HF0524 x"],
  ["default via 192.0.2.254 ttl-propagate x", "HF0524 x"],
  ["default encap", "HF0529 encap"],
  ["default encap ip ttl 3 dev eth0", "HF0529 ip"],
  ["default encap ip dst fe80::1", "HF0524 fe80::1"],
  ["default encap mpls 1/2/3", "HF0529 1/2/3"],
  ["default encap mpls", "HF0529 mpls"],
  ["default encap ila 1:2:3", "HF0529 1:2:3"],
  ["default nexthop via 192.0.2.2 weight 257", "HF0203 257"],
  ["default nexthop via 192.0.2.2 no_track", "HF0521 no_track"],
  ["default nexthop as 192.0.2.2", "HF0526 as"],
];

for (const [line, finding] of skipped) {
  test(`${line} is skipped`, () => {
    assert.deepEqual(saidOfInstance(inBlock(line)), [finding]);
    assert.deepEqual(instanceWith(inBlock(line)).virtualRoutes, []);
  });
}

/** Lines that hold all the same. */
const corrected: readonly [line: string, said: readonly string[]][] = [
  ["default gw 192.0.2.254", ["HF0525 gw"]],
  [
    "default via 192.0.2.2 or 192.0.2.3 or 192.0.2.4",
    ["HF0525 or", "HF0525 or", "HF0108 192.0.2.4"],
  ],
  ["10.2.0.0/33 dev eth0", ["HF0502 10.2.0.0/33"]],
  ["default via 192.0.2.254 protocol static", ["HF0527 static"]],
  ["default via 192.0.2.254 rtt 100", ["HF0528 100"]],
  ["default via 192.0.2.254 as to 192.0.2.7", ["HF0530 as"]],
];

for (const [line, findings] of corrected) {
  test(`${line} holds, with a warning`, () => {
    assert.deepEqual(saidOfInstance(inBlock(line)), findings);
    assert.equal(instanceWith(inBlock(line)).virtualRoutes.length, 1);
  });
}
