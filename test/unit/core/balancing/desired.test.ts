import assert from "node:assert/strict";
import { test } from "node:test";
import type {
  Forwarding,
  VirtualServer,
  VirtualServerGroup,
} from "../../../../src/config/model/load-balancing.ts";
import { entriesOf } from "../../../../src/core/balancing/desired.ts";
import { servicesOf } from "../../../../src/core/balancing/services.ts";
import { initialState } from "../../../../src/core/balancing/state.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { realServer, sorryServer, virtualServer } from "./models.ts";

const place = { source: 0, line: 1, column: 1, length: 1 };
const routed: Forwarding = { method: "directRouting" };
const tunnel: Forwarding = {
  method: "tunnel",
  tunnel: { type: "gre", port: null, checksum: "none" },
};

const range = (first: string, last: string, count: number, port: number) => ({
  place,
  family: first.includes(":") ? ("ipv6" as const) : ("ipv4" as const),
  first: first as IpAddress,
  last: last as IpAddress,
  count,
  port,
});

const ofGroup = {
  service: { kind: "group", group: "web", protocol: "tcp" },
  family: null,
} as const;

const groups = (group: Partial<VirtualServerGroup>): ReadonlyMap<string, VirtualServerGroup> =>
  new Map([["web", { name: "web", place, addresses: [], marks: [], ...group }]]);

/** `tcp 192.0.2.100 80: 192.0.2.1 80` of each service with its destinations. */
function tableOf(model: VirtualServer, of: ReadonlyMap<string, VirtualServerGroup> = new Map()) {
  const entries = entriesOf(model, servicesOf(model, of), initialState(model, []));
  return [...entries].map(
    ([key, { destinations }]) => `${key}: ${[...destinations.keys()].join(", ")}`,
  );
}

test("address translation keeps the server's port, and nothing else can", () => {
  const model = virtualServer([
    realServer("192.0.2.1", { port: 8080 }),
    realServer("192.0.2.2", { port: 8080, forwarding: routed }),
    realServer("192.0.2.3", { port: 8080, forwarding: tunnel }),
    realServer("192.0.2.4", { port: 0 }),
  ]);
  assert.deepEqual(tableOf(model), [
    "tcp 192.0.2.100 80: 192.0.2.1 8080, 192.0.2.2 80, 192.0.2.3 80, 192.0.2.4 0",
  ]);
});

test("a group is every address of its ranges and every mark, each once", () => {
  const model = virtualServer([realServer("192.0.2.1", { port: 0, forwarding: routed })], ofGroup);
  const addresses = [
    range("192.0.2.254", "192.0.3.1", 4, 80),
    range("192.0.3.0", "192.0.3.0", 1, 80),
    range("192.0.3.0", "192.0.3.0", 1, 443),
  ];
  const marks = [{ place, mark: 7, family: "ipv4" as const }];
  assert.deepEqual(tableOf(model, groups({ addresses, marks })), [
    "tcp 192.0.2.254 80: 192.0.2.1 80",
    "tcp 192.0.2.255 80: 192.0.2.1 80",
    "tcp 192.0.3.0 80: 192.0.2.1 80",
    "tcp 192.0.3.1 80: 192.0.2.1 80",
    "tcp 192.0.3.0 443: 192.0.2.1 443",
    "fwmark ipv4 7: 192.0.2.1 0",
  ]);
});

test("a range of IPv6 goes on over a group of digits", () => {
  const model = virtualServer([realServer("2001:db8::9")], ofGroup);
  const addresses = [range("2001:db8::fffe", "2001:db8::1:1", 4, 80)];
  assert.deepEqual(tableOf(model, groups({ addresses })), [
    "tcp 2001:db8::fffe 80: 2001:db8::9 80",
    "tcp 2001:db8::ffff 80: 2001:db8::9 80",
    "tcp 2001:db8::1:0 80: 2001:db8::9 80",
    "tcp 2001:db8::1:1 80: 2001:db8::9 80",
  ]);
});

test("in a group of both families a server is for its own, by a tunnel for both", () => {
  const model = virtualServer(
    [
      realServer("192.0.2.1"),
      realServer("2001:db8::9"),
      realServer("192.0.2.3", { forwarding: tunnel }),
    ],
    {
      ...ofGroup,
      persistence: {
        timeoutSeconds: 50,
        mask: { family: "ipv6", prefixLength: 64 },
        engine: null,
      },
    },
  );
  const addresses = [
    range("192.0.2.100", "192.0.2.100", 1, 80),
    range("2001:db8::1", "2001:db8::1", 1, 80),
  ];
  assert.deepEqual(tableOf(model, groups({ addresses })), [
    "tcp 192.0.2.100 80: 192.0.2.1 80, 192.0.2.3 80",
    "tcp 2001:db8::1 80: 2001:db8::9 80, 192.0.2.3 80",
  ]);
  const masks = servicesOf(model, groups({ addresses })).map(({ row }) => row.persistence?.mask);
  assert.deepEqual(masks, [null, { family: "ipv6", prefixLength: 64 }]);
});

test("of two servers that come to the same destination the first counts", () => {
  const model = virtualServer(
    [
      realServer("192.0.2.1", { weight: 2 }),
      realServer("192.0.2.1", { port: 90, weight: 3, forwarding: routed }),
    ],
    { sorryServer: sorryServer("192.0.2.1", true) },
  );
  const [entry] = entriesOf(model, servicesOf(model, new Map()), initialState(model, [])).values();
  assert.deepEqual(
    [...(entry?.destinations.values() ?? [])].map(({ weight }) => weight),
    [2],
  );
});

test("services of one family and port share their destinations", () => {
  const model = virtualServer([realServer("192.0.2.1")], ofGroup);
  const of = groups({ addresses: [range("192.0.2.100", "192.0.2.101", 2, 80)] });
  const [first, second] = entriesOf(model, servicesOf(model, of), initialState(model, [])).values();
  assert.equal(first?.destinations, second?.destinations);
});

test("a firewall mark has the family of its servers, and a group that is gone no service", () => {
  const mark = { kind: "fwmark", mark: 5 } as const;
  const model = virtualServer([realServer("2001:db8::9")], { service: mark, family: "ipv6" });
  assert.deepEqual(tableOf(model), ["fwmark ipv6 5: 2001:db8::9 80"]);
  assert.deepEqual(tableOf(virtualServer([], ofGroup)), []);
});
