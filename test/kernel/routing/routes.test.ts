/**
 * Every option of a route's line: what the kernel holds after ours is what it holds after the same
 * words given to ip(8). Needs root, iproute2.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { describeOperation } from "../../../src/core/reconcile/describe.ts";
import type { RoutingOperation } from "../../../src/ports/routing.ts";
import { makeNamespace, type OpenedNetwork } from "../netlink-namespace.ts";
import { routesOf } from "./lines.ts";

const namespace = makeNamespace("routes");
after(() => namespace.remove());
const { ip, report, open } = namespace;
ip("link set lo up");
for (const name of ["left", "right"]) {
  // Their own link-local addresses come when they like.
  ip(`link set ${name} addrgenmode none`);
  ip(`-6 address flush dev ${name}`);
}
ip("address add 10.0.0.1/24 dev left");
ip("address add 10.9.0.1/24 dev right");
ip("address add 10.0.0.7/32 dev left");
ip("address add 2001:db8::1/64 dev left nodad");
ip("address add 2001:db8::7/128 dev left nodad");

/** The words after `ip route prepend`, where they are not the line's own. */
const lines: readonly (readonly [line: string, words?: string])[] = [
  ["10.1.0.0/24 via 10.0.0.2"],
  ["10.1.0.0/24 via 10.0.0.2 dev left"],
  ["10.1.0.0/24 dev left"],
  ["10.1.0.7 via 10.0.0.2", "10.1.0.7/32 via 10.0.0.2"],
  ["10.1.0.0/24 gw 10.0.0.2", "10.1.0.0/24 via 10.0.0.2"],
  ["default via 10.0.0.2"],
  ["default via 10.0.0.2 metric 7"],
  ["default via 10.0.0.2 metric 4294967295"],
  ["10.1.0.0/24 via 10.0.0.2 src 10.0.0.7"],
  ["10.1.0.0/24 via 10.0.0.2 table 100"],
  ["10.1.0.0/24 via 10.0.0.2 table 100000"],
  ["10.1.0.0/24 via 10.0.0.2 tos 0x10"],
  ["10.1.0.0/24 via 10.0.0.2 scope global"],
  ["10.1.0.0/24 dev left scope host"],
  ["10.1.0.0/24 via 10.77.0.1 dev left onlink"],
  ["10.1.0.0/24 via inet6 2001:db8::2"],
  ["10.1.0.0/24 via inet6 fe80::2 dev left"],
  ["10.1.0.0/24 via 10.0.0.2 mtu 1400 advmss 1300 window 1000 cwnd 9 ssthresh 8"],
  ["10.1.0.0/24 via 10.0.0.2 mtu lock 1400 advmss lock 1300"],
  ["10.1.0.0/24 via 10.0.0.2 initcwnd 11 initrwnd 12 hoplimit 13 quickack 1 reordering 4"],
  ["10.1.0.0/24 via 10.0.0.2 rtt 300ms rttvar lock 1s rto_min 400ms"],
  ["10.1.0.0/24 via 10.0.0.2 rtt 2400 rttvar 4000 rto_min 250"],
  ["10.1.0.0/24 via 10.0.0.2 fastopen_no_cookie 1"],
  ["10.1.0.0/24 via 10.0.0.2 features ecn"],
  ["10.1.0.0/24 via 10.0.0.2 congctl cubic"],
  ["10.1.0.0/24 via 10.0.0.2 congctl lock reno"],
  ["10.1.0.0/24 via 10.0.0.2 realms 3/4"],
  ["10.1.0.0/24 via 10.0.0.2 realms 4"],
  ["10.1.0.0/24 via 10.0.0.2 ttl-propagate disabled"],
  ["10.1.0.0/24 via 10.0.0.2 encap ip id 3 dst 192.0.2.3 src 192.0.2.4 ttl 9 tos 8"],
  ["10.1.0.0/24 via 10.0.0.2 encap ip6 id 7 dst 2001:db8::3 hoplimit 5 tc 4"],
  ["10.1.0.0/24 nexthop via 10.0.0.2 weight 3 nexthop via 10.9.0.2 dev right weight 256"],
  ["10.1.0.0/24 nexthop via 10.0.0.2 realms 5 nexthop via 10.77.0.2 dev right onlink"],
  ["10.1.0.0/24 nexthop encap ip dst 192.0.2.3 via 10.0.0.2 nexthop via 10.0.0.3"],
  ["10.1.0.0/24 nexthop via 10.0.0.2 weight 3"],
  ["10.1.0.0/24 nexthop via inet6 2001:db8::2 nexthop via 10.0.0.3"],
  ["10.1.0.0/24 via 10.0.0.2 or 10.0.0.3", "10.1.0.0/24 nexthop via 10.0.0.2 nexthop via 10.0.0.3"],
  ["blackhole 10.1.0.0/24"],
  ["unreachable 10.1.0.0/24"],
  ["prohibit 10.1.0.0/24 table 100"],
  ["throw 10.1.0.0/24 table 100"],
  ["local 10.1.0.0/24 dev left table local"],
  ["local 10.1.0.0/24 dev left"],
  ["broadcast 10.1.0.255 dev left"],
  ["broadcast 10.1.0.255 dev left table local"],
  ["multicast 224.5.0.0/16 dev left", "multicast 224.5.0.0/16 dev left"],
  ["unicast 10.1.0.0/24 dev left"],
  ["2001:db8:1::/48 via 2001:db8::2"],
  ["2001:db8:1::/48 via fe80::2 dev left"],
  ["2001:db8:1::5/48 dev left"],
  ["default via 2001:db8::2"],
  ["default via inet6 fe80::2 dev left", "-6 default via fe80::2 dev left"],
  ["default6 dev left", "-6 default dev left"],
  ["2001:db8:1::/48 via 2001:db8::2 metric 55 table 100"],
  ["2001:db8:1::/48 from 2001:db8:7::/48 via 2001:db8::2"],
  ["2001:db8:1::/48 via 2001:db8::2 src 2001:db8::7"],
  ["2001:db8:1::/48 via 2001:db8::2 pref high"],
  ["2001:db8:1::/48 via 2001:db8::2 pref low mtu lock 1300 hoplimit 3"],
  ["2001:db8:1::/48 via 2001:db8::2 expires 600"],
  ["2001:db8:1::/48 via 2001:db8:99::1 dev left onlink"],
  ["2001:db8:1::/48 via 2001:db8::2 encap ip6 dst 2001:db8::9"],
  ["2001:db8:1::/48 nexthop via 2001:db8::2 weight 2 nexthop via fe80::3 dev right"],
  ["blackhole 2001:db8:1::/48"],
  ["unreachable 2001:db8:1::/48 metric 9"],
  ["prohibit 2001:db8:1::/48"],
  ["10.1.0.0/24 via 10.0.0.2 add", "10.1.0.0/24 via 10.0.0.2"],
  ["10.1.0.0/24 via 10.0.0.2 append no_track", "10.1.0.0/24 via 10.0.0.2"],
];

interface ReportedRoute {
  readonly protocol?: string;
  readonly expires?: number;
  readonly [option: string]: unknown;
}

/** All routes, without who added them and when they end to the second. */
const held = () =>
  ["", "-6 "].flatMap((family) =>
    report<ReportedRoute[]>(`-d ${family}route show table all`).map(
      ({ protocol: _, expires, ...route }) => ({ ...route, expires: expires !== undefined }),
    ),
  );

function mustApply(network: OpenedNetwork, operations: readonly RoutingOperation[]): void {
  for (const result of network.routing.apply(operations)) {
    assert.ok(result.ok, result.ok ? "" : JSON.stringify(result.error));
  }
}

for (const [line, words = line] of lines) {
  test(`route ${line}`, () => {
    using network = open();
    const [route] = routesOf(line);
    assert.ok(route !== undefined);
    const before = held();
    mustApply(network, [{ kind: "add", route }]);
    const ours = held();
    assert.notDeepEqual(ours, before);
    assert.ok(network.routing.holdsRoute(route), "known from the kernel's notification");
    {
      using later = open();
      assert.ok(later.routing.holdsRoute(route), "known from the kernel's list");
    }
    // Asked again it is there, and nothing happens.
    mustApply(network, [{ kind: "add", route }]);
    assert.deepEqual(held(), ours);
    mustApply(network, [{ kind: "remove", route }]);
    assert.deepEqual(held(), before);
    assert.ok(!network.routing.holdsRoute(route));
    mustApply(network, [{ kind: "remove", route }]);

    // What logs and plans call it is what does it.
    const add = describeOperation({ kind: "add", route });
    const remove = describeOperation({ kind: "remove", route });
    ip(add.replace(/^ip /, ""));
    assert.deepEqual(held(), ours, add);
    ip(remove.replace(/^ip /, ""));
    assert.deepEqual(held(), before, remove);

    const family = words.startsWith("-6 ") || route.family === "ipv6" ? "-6 " : "";
    ip(`${family}route prepend ${words.replace("-6 ", "")}`);
    const theirs = held();
    ip(`${family}route del ${words.replace("-6 ", "")}`);
    assert.deepEqual(ours, theirs);
  });
}
