/** Routes, rules and statics in the dumps, in the words of keepalived 2.2.7 for the same lines. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { routeText } from "../../../../src/daemon/dump/routes.ts";
import { ruleText } from "../../../../src/daemon/dump/rules.ts";
import { staticLines } from "../../../../src/daemon/dump/statics.ts";
import { check } from "../../config/build/building.ts";

const staticsOf = (text: string) => check(text).configuration;

const routes: readonly (readonly [line: string, text: string])[] = [
  ["10.61.0.0/24 via 10.0.0.2", "prepend 10.61.0.0/24 via inet 10.0.0.2 proto 18"],
  [
    "10.62.0.0/24 via 10.0.0.2 dev left src 10.0.0.200 table 1000 metric 5 tos 16 onlink",
    "prepend 10.62.0.0/24 src 10.0.0.200 tos 16 via inet 10.0.0.2 dev left table 1000 proto 18 metric 5 onlink",
  ],
  [
    "10.63.0.0/24 nexthop via 10.0.0.2 weight 3 nexthop via 10.9.0.2 dev right onlink",
    "prepend 10.63.0.0/24 proto 18 nexthop via inet 10.0.0.2 weight 3 nexthop via inet 10.9.0.2 dev right onlink",
  ],
  [
    "2001:db8:1::/48 from 2001:db8:2::/48 via 2001:db8::2 pref high expires 600",
    "prepend 2001:db8:1::/48 from 2001:db8:2::/48 via inet6 2001:db8::2 proto 18 expires 600sec pref high",
  ],
  [
    "10.65.0.0/24 via 10.0.0.2 realms 3/4 no_track protocol static scope global",
    "prepend 10.65.0.0/24 via inet 10.0.0.2 proto 4 scope 0 realms 3/4 no_track",
  ],
  [
    "10.66.0.0/24 via 10.0.0.2 encap ip id 7 dst 192.0.2.1 ttl 9 append",
    "append 10.66.0.0/24 encap ip id 7 dst 192.0.2.1 ttl 9 via inet 10.0.0.2 proto 18",
  ],
  [
    "default via 10.0.0.2 table 77 ttl-propagate disabled advmss 1300",
    "prepend 0.0.0.0/0 via inet 10.0.0.2 table 77 proto 18 advmss 1300 ttl-propagate disabled",
  ],
  [
    "10.67.0.0/24 dev left initcwnd 5 quickack 1 mtu lock 1400",
    "prepend 10.67.0.0/24 dev left proto 18 initcwnd 5 quickack 1 mtu lock 1400",
  ],
];

for (const [line, text] of routes) {
  test(`route ${line}`, () => {
    const [route] = staticsOf(`static_routes {\n${line}\n}\n`).statics.routes;
    assert.ok(route !== undefined);
    assert.equal(routeText(route), text);
  });
}

const rules: readonly (readonly [line: string, text: string])[] = [
  [
    "from 10.61.0.0/24 to 10.62.0.0/16 table 1000 preference 500",
    "from 10.61.0.0/24 to 10.62.0.0/16 priority 500 tos 0x0 protocol 18 lookup 1000",
  ],
  [
    "not fwmark 0x5/0xff iif left oif right tos 16 table 100 preference 501",
    "not from all priority 501 tos 0x10 fwmark 0x5/0xff iif left oif right protocol 18 lookup 100",
  ],
  [
    "from 2001:db8:1::/48 blackhole preference 502",
    "from 2001:db8:1::/48 priority 502 tos 0x0 protocol 18 type blackhole",
  ],
  [
    "uidrange 1000-2000 ipproto tcp sport 10-20 dport 80-90 table 100 preference 503 suppress_prefixlength 3",
    "from all priority 503 tos 0x0 suppress_prefixlen 3 uidrange 1000-2000 protocol 18 ipproto 6 sport 10-20 dport 80-90 lookup 100",
  ],
  [
    "iif left goto 600 preference 504",
    "from all priority 504 tos 0x0 iif left protocol 18 goto 600",
  ],
  [
    "tunnel-id 7 l3mdev preference 506",
    "from all priority 506 tos 0x0 tunnel-id 7 l3mdev protocol 18 lookup 0",
  ],
  ["nop preference 507", "from all priority 507 tos 0x0 protocol 18 nop"],
  [
    "table main suppress_ifgroup 4 preference 509",
    "from all priority 509 tos 0x0 suppress_ifgroup 4 protocol 18 lookup 254",
  ],
];

for (const [line, text] of rules) {
  test(`rule ${line}`, () => {
    const [rule] = staticsOf(`static_rules {\n${line}\n}\n`).statics.rules;
    assert.ok(rule !== undefined);
    assert.equal(ruleText(rule), text);
  });
}

test("what is static has sections of its own, and none where there is nothing", () => {
  const { statics, trackGroups } = staticsOf(
    "static_ipaddress {\n10.0.0.200/24 dev left scope link\n}\n" +
      "static_routes {\n10.61.0.0/24 via 10.0.0.2\n}\ntrack_group G {\ngroup {\nV\n}\n}\n" +
      "vrrp_instance V {\ninterface left\nvirtual_router_id 5\nvirtual_ipaddress {\n10.0.0.9\n}\n}\n",
  );
  assert.deepEqual(staticLines(statics, trackGroups), [
    "------< Static Addresses >------",
    "     10.0.0.200/24 dev left scope link set",
    "------< Static Routes >------",
    "     prepend 10.61.0.0/24 via inet 10.0.0.2 proto 18",
    "------< Static Track groups >------",
    " Static Track Group = G",
    "   VRRP member instances :",
    "     V",
  ]);
  assert.deepEqual(staticLines({ addresses: [], routes: [], rules: [] }, []), []);
});
