import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { IpAddress } from "../../../../src/wire/address.ts";
import {
  type NetlinkMessage,
  readMessages,
  stampRequest,
} from "../../../../src/wire/netlink/message.ts";
import { decodeRoute, routeProtocolOf } from "../../../../src/wire/netlink/received-route.ts";
import {
  encodeAddRoute,
  encodeRemoveRoute,
  encodeRouteDump,
  type Insertion,
  type RouteHop,
  type RouteMessage,
} from "../../../../src/wire/netlink/route-message.ts";
import type { InterfaceIndex } from "../../../../src/wire/units.ts";
import { saidBy } from "./attributes.ts";
import { hex } from "./bytes.ts";

const address = (text: string) => text as IpAddress;
const left = 3 as InterfaceIndex;
const hop = (gateway: string | null, options: Partial<RouteHop> = {}): RouteHop => ({
  gateway: gateway === null ? null : address(gateway),
  interfaceIndex: null,
  onLink: false,
  weight: 1,
  flow: null,
  tunnel: null,
  ...options,
});
const plain: RouteMessage = {
  family: "ipv4",
  type: 1,
  destination: { address: address("10.1.0.0"), prefixLength: 24 },
  source: null,
  typeOfService: 0,
  table: 254,
  protocol: 3,
  scope: 0,
  priority: null,
  preferredSource: null,
  hops: [hop("10.0.0.2")],
  metrics: [],
  congestionControl: null,
  expiresSeconds: null,
  routerPreference: null,
  propagatesTtl: null,
};
/** RTA_METRICS and RTA_ENCAP. */
const nested = [8, 22];

function assertSame(route: RouteMessage, insertion: Insertion | "del", captured: string): void {
  const encoded = insertion === "del" ? encodeRemoveRoute(route) : encodeAddRoute(route, insertion);
  assert.ok(encoded.ok);
  stampRequest(encoded.value, 0, 0x4);
  assert.deepEqual(saidBy(encoded.value, nested), saidBy(hex(captured), nested));
}

test("a route with metrics says what `ip route add` says", () => {
  // ip route add 10.1.0.0/24 via 10.0.0.2 dev left src 10.0.0.1 table 100000 metric 7
  //   mtu lock 1400 hoplimit 9 congctl reno (iproute2 6.1, strace)
  const route: RouteMessage = {
    ...plain,
    table: 100_000,
    priority: 7,
    preferredSource: address("10.0.0.1"),
    hops: [hop("10.0.0.2", { interfaceIndex: left })],
    metrics: [
      { name: "mtu", value: 1400, locked: true },
      { name: "hoplimit", value: 9, locked: false },
    ],
    congestionControl: { name: "reno", locked: false },
  };
  assertSame(
    route,
    "add",
    `70 00 00 00 18 00 05 06 c0 d2 01 6b 00 00 00 00 02 18 00 00 00 03 00 01 00 00 00 00 08 00 01 00
     0a 01 00 00 08 00 05 00 0a 00 00 02 08 00 07 00 0a 00 00 01 08 00 0f 00 a0 86 01 00 08 00 06 00
     07 00 00 00 08 00 04 00 03 00 00 00 24 00 08 00 08 00 02 00 78 05 00 00 08 00 0a 00 09 00 00 00
     08 00 10 00 72 65 6e 6f 08 00 01 00 04 00 00 00`,
  );
});

test("a route of several paths says what `ip route append` says", () => {
  // ip route append 10.1.0.0/24 nexthop via 10.0.0.2 weight 3 nexthop via 10.0.0.3 dev left
  const hops = [hop("10.0.0.2", { weight: 3 }), hop("10.0.0.3", { interfaceIndex: left })];
  assertSame(
    { ...plain, hops },
    "append",
    `48 00 00 00 18 00 05 0c c0 d2 01 6b 00 00 00 00 02 18 00 00 fe 03 00 01 00 00 00 00 08 00 01 00
     0a 01 00 00 24 00 09 00 10 00 00 02 00 00 00 00 08 00 05 00 0a 00 00 02 10 00 00 00 03 00 00 00
     08 00 05 00 0a 00 00 03`,
  );
});

test("a gateway of the other family is RTA_VIA", () => {
  // ip route add 10.1.0.0/24 via inet6 2001:db8::2
  assertSame(
    { ...plain, hops: [hop("2001:db8::2")] },
    "add",
    `3c 00 00 00 18 00 05 06 c0 d2 01 6b 00 00 00 00 02 18 00 00 fe 03 00 01 00 00 00 00 08 00 01 00
     0a 01 00 00 16 00 12 00 0a 00 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 02 00 00`,
  );
});

test("a lightweight tunnel says what `encap ip` says", () => {
  // ip route prepend 10.9.0.0/24 via 10.0.0.2 encap ip id 3 dst 192.0.2.3
  const tunnel = {
    kind: "ip",
    id: 3n,
    destination: address("192.0.2.3"),
    source: null,
    typeOfService: null,
    hopLimit: null,
    flags: null,
  } as const;
  assertSame(
    {
      ...plain,
      destination: { address: address("10.9.0.0"), prefixLength: 24 },
      hops: [hop("10.0.0.2", { tunnel })],
    },
    "prepend",
    `4c 00 00 00 18 00 05 04 c0 d2 01 6b 00 00 00 00 02 18 00 00 fe 03 00 01 00 00 00 00 08 00 01 00
     0a 09 00 00 08 00 05 00 0a 00 00 02 18 00 16 80 0c 00 01 00 00 00 00 00 00 00 00 03 08 00 02 00
     c0 00 02 03 06 00 15 00 02 00 01 00`,
  );
});

test("labels of MPLS are RFC 3032's, the last with its S bit", () => {
  const tunnel = { kind: "mpls", labels: [100, 200] } as const;
  const encoded = encodeAddRoute({ ...plain, hops: [hop("10.0.0.2", { tunnel })] }, "add");
  assert.ok(encoded.ok);
  const { attributes } = saidBy(encoded.value, nested);
  // 100 << 12, and 200 << 12 | 1 << 8.
  assert.ok(attributes.includes("22 1 00 06 40 00 00 0c 81 00"), attributes.join("\n"));
  assert.ok(attributes.includes("21 01 00"));
});

test("a locator of ILA is eight bytes in network order", () => {
  const tunnel = { kind: "ila", locator: 0x20010db800000001n } as const;
  const encoded = encodeAddRoute({ ...plain, hops: [hop("10.0.0.2", { tunnel })] }, "add");
  assert.ok(encoded.ok);
  const { attributes } = saidBy(encoded.value, nested);
  assert.ok(attributes.includes("22 1 20 01 0d b8 00 00 00 01"), attributes.join("\n"));
});

test("an IPv6 route with a lifetime says what `ip route add` says", () => {
  // ip route add 2001:db8:1::/48 via 2001:db8::2 pref high expires 600
  assertSame(
    {
      ...plain,
      family: "ipv6",
      destination: { address: address("2001:db8:1::"), prefixLength: 48 },
      hops: [hop("2001:db8::2")],
      routerPreference: 1,
      expiresSeconds: 600,
    },
    "add",
    `54 00 00 00 18 00 05 06 c0 d2 01 6b 00 00 00 00 0a 30 00 00 fe 03 00 01 00 00 00 00 14 00 01 00
     20 01 0d b8 00 01 00 00 00 00 00 00 00 00 00 00 14 00 05 00 20 01 0d b8 00 00 00 00 00 00 00 00
     00 00 00 02 05 00 14 00 01 00 00 00 08 00 17 00 58 02 00 00`,
  );
});

test("a removal names all that a route is known by", () => {
  // ip route del 10.1.0.0/24 via 10.0.0.2 table 100000 proto boot scope global type unicast
  assertSame(
    { ...plain, table: 100_000 },
    "del",
    `34 00 00 00 19 00 05 00 c0 d2 01 6b 00 00 00 00 02 18 00 00 00 03 00 01 00 00 00 00 08 00 01 00
     0a 01 00 00 08 00 05 00 0a 00 00 02 08 00 0f 00 a0 86 01 00`,
  );
});

test("a list is asked for by protocol", () => {
  const encoded = encodeRouteDump("ipv6", 18);
  assert.ok(encoded.ok);
  const said = saidBy(encoded.value);
  assert.equal(said.structure, "0a 00 00 00 00 12 00 00 00 00 00 00");
  assert.deepEqual(said.attributes, []);
});

const received = (bytes: Uint8Array): NetlinkMessage => {
  const messages = readMessages(bytes);
  assert.ok(messages.ok && messages.value[0] !== undefined);
  return messages.value[0];
};

test("what is sent is what is received, as far as it tells routes apart", () => {
  const weights = fc.record({
    weight: fc.integer({ min: 1, max: 256 }),
    index: fc.integer({ min: 1, max: 9 }),
  });
  const route = fc.record({
    table: fc.integer({ min: 1, max: 0xffffffff }),
    priority: fc.integer({ min: 0, max: 0xffffffff }),
    typeOfService: fc.integer({ min: 0, max: 255 }),
    protocol: fc.integer({ min: 0, max: 255 }),
    paths: fc.array(weights, { minLength: 1, maxLength: 5 }),
  });
  fc.assert(
    fc.property(route, ({ paths, ...options }) => {
      const hops = paths.map(({ weight, index }) =>
        hop(`10.0.0.${index}`, { weight, interfaceIndex: index as InterfaceIndex }),
      );
      const encoded = encodeAddRoute({ ...plain, ...options, hops }, "add");
      assert.ok(encoded.ok);
      const message = received(encoded.value);
      assert.equal(routeProtocolOf(message), options.protocol);
      const decoded = decodeRoute(message);
      assert.ok(decoded.ok);
      const { destination, table, priority, typeOfService } = decoded.value;
      assert.deepEqual(destination, plain.destination);
      const {
        table: wantedTable,
        priority: wantedPriority,
        typeOfService: wantedService,
      } = options;
      assert.deepEqual(
        [table, priority, typeOfService],
        [wantedTable, wantedPriority, wantedService],
      );
      assert.deepEqual(
        decoded.value.hops,
        hops.map(({ gateway, interfaceIndex }) => ({ gateway, interfaceIndex })),
      );
    }),
  );
});

test("any bytes are a route or an error", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.constantFrom(24, 25, 26), (payload, type) => {
      const decoded = decodeRoute({ type, flags: 0, sequence: 0, port: 0, payload });
      assert.equal(typeof decoded.ok, "boolean");
    }),
  );
});
