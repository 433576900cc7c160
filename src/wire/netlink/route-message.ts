/** RTM_NEWROUTE, RTM_DELROUTE, RTM_GETROUTE: requests about routes (rtnetlink(7), ip-route(8)). */
import { addressBytes, type Family, familyOf, type IpAddress, type Prefix } from "../address.ts";
import type { Result } from "../result.ts";
import type { InterfaceIndex } from "../units.ts";
import { addressFamilyNumber } from "./address-message.ts";
import { type LightweightTunnel, writeTunnel } from "./lightweight-tunnel.ts";
import { messageFlag } from "./message.ts";
import { MessageWriter, type NetlinkEncodeError } from "./message-writer.ts";

export const routeMessageType = { created: 24, deleted: 25, get: 26 } as const;

/** RTN_* (linux/rtnetlink.h). */
export const routeTypeNumber = {
  unicast: 1,
  local: 2,
  broadcast: 3,
  anycast: 4,
  multicast: 5,
  blackhole: 6,
  unreachable: 7,
  prohibit: 8,
  throw: 9,
  nat: 10,
} as const;

/** RTAX_*: numbers that a route sets for the packets it carries. */
export const routeMetricNumber = {
  mtu: 2,
  window: 3,
  rtt: 4,
  rttvar: 5,
  ssthresh: 6,
  cwnd: 7,
  advmss: 8,
  reordering: 9,
  hoplimit: 10,
  initcwnd: 11,
  features: 12,
  rto_min: 13,
  initrwnd: 14,
  quickack: 15,
  fastopen_no_cookie: 17,
} as const;

export interface RouteMetricValue {
  readonly name: keyof typeof routeMetricNumber;
  readonly value: number;
  /** RTAX_LOCK: the kernel must not learn another value. */
  readonly locked: boolean;
}

/** One path of a route. */
export interface RouteHop {
  /** Of the other family too (RTA_VIA). */
  readonly gateway: IpAddress | null;
  readonly interfaceIndex: InterfaceIndex | null;
  readonly onLink: boolean;
  /** 1..256; counts among several only. */
  readonly weight: number;
  /** Source and destination realm, 16 bits each. */
  readonly flow: number | null;
  readonly tunnel: LightweightTunnel | null;
}

export interface RouteMessage {
  readonly family: Family;
  /** RTN_*. */
  readonly type: number;
  readonly destination: Prefix;
  /** Only packets from there (IPv6). */
  readonly source: Prefix | null;
  readonly typeOfService: number;
  readonly table: number;
  readonly protocol: number;
  /** RT_SCOPE_*. */
  readonly scope: number;
  /** RTA_PRIORITY: the metric that `ip` shows. */
  readonly priority: number | null;
  readonly preferredSource: IpAddress | null;
  /** Empty for a route that leads nowhere; several are RTA_MULTIPATH. */
  readonly hops: readonly RouteHop[];
  readonly metrics: readonly RouteMetricValue[];
  readonly congestionControl: { readonly name: string; readonly locked: boolean } | null;
  readonly expiresSeconds: number | null;
  /** ICMPV6_ROUTER_PREF_* (RFC 4191 §2.1): 0 medium, 1 high, 3 low. */
  readonly routerPreference: number | null;
  readonly propagatesTtl: boolean | null;
}

/** Where a new route goes among those to the same destination, as `ip route add|prepend|append`. */
export type Insertion = "add" | "prepend" | "append";

const insertionFlags: Readonly<Record<Insertion, number>> = {
  add: messageFlag.create | messageFlag.exclusive,
  prepend: messageFlag.create,
  append: messageFlag.create | messageFlag.append,
};

/** RTNH_F_ONLINK. */
const onLinkFlag = 4;
/** RTA_* (linux/rtnetlink.h). */
export const routeAttribute = {
  destination: 1,
  source: 2,
  outputInterface: 4,
  gateway: 5,
  priority: 6,
  preferredSource: 7,
  metrics: 8,
  multipath: 9,
  flow: 11,
  table: 15,
  via: 18,
  routerPreference: 20,
  expires: 23,
  propagatesTtl: 26,
} as const;
const metricLock = 1;
const metricCongestionControl = 16;
const text = new TextEncoder();

export function encodeAddRoute(
  route: RouteMessage,
  insertion: Insertion,
): Result<Uint8Array, NetlinkEncodeError> {
  const flags = messageFlag.request | insertionFlags[insertion];
  return encodeRoute(routeMessageType.created, flags, route);
}

/** The kernel removes the first route that has all that is said here. */
export const encodeRemoveRoute = (route: RouteMessage): Result<Uint8Array, NetlinkEncodeError> =>
  encodeRoute(routeMessageType.deleted, messageFlag.request, route);

/**
 * Asks for the routes of one family and protocol. A kernel before 4.20, or a socket without
 * NETLINK_GET_STRICT_CHK, gives those of every protocol.
 */
export function encodeRouteDump(
  family: Family,
  protocol: number,
): Result<Uint8Array, NetlinkEncodeError> {
  const flags = messageFlag.request | messageFlag.dump;
  const writer = new MessageWriter(routeMessageType.get, flags);
  writer.u8(addressFamilyNumber[family]).u8(0).u8(0).u8(0);
  return writer.u8(0).u8(protocol).u8(0).u8(0).u32(0).finish();
}

function encodeRoute(type: number, flags: number, route: RouteMessage) {
  const writer = new MessageWriter(type, flags);
  const { destination, source, hops } = route;
  // Only among several paths is there a place for a weight.
  const only = hops.length === 1 && hops[0]?.weight === 1 ? hops[0] : undefined;
  writer.u8(addressFamilyNumber[route.family]).u8(destination.prefixLength);
  writer.u8(source?.prefixLength ?? 0).u8(route.typeOfService);
  // RT_TABLE_UNSPEC: RTA_TABLE has all 32 bits.
  writer.u8(0).u8(route.protocol).u8(route.scope).u8(route.type);
  writer.u32(only?.onLink ? onLinkFlag : 0);
  // An explicit ::/0 would be one more way to say what the lengths say.
  if (destination.prefixLength > 0) {
    writer.attributeBytes(routeAttribute.destination, addressBytes(destination.address));
  }
  if (source !== null) writer.attributeBytes(routeAttribute.source, addressBytes(source.address));
  writer.attributeU32(routeAttribute.table, route.table);
  if (route.priority !== null) writer.attributeU32(routeAttribute.priority, route.priority);
  if (route.preferredSource !== null) {
    writer.attributeBytes(routeAttribute.preferredSource, addressBytes(route.preferredSource));
  }
  if (only !== undefined) {
    if (only.interfaceIndex !== null) {
      writer.attributeU32(routeAttribute.outputInterface, only.interfaceIndex);
    }
    writeHop(writer, only, route.family);
  } else if (hops.length > 0) {
    writer.nested(routeAttribute.multipath, (paths) => {
      for (const hop of hops) writePath(paths, hop, route.family);
    });
  }
  writeMetrics(writer, route);
  writeRest(writer, route);
  return writer.finish();
}

/** struct rtnexthop with its attributes. */
function writePath(writer: MessageWriter, hop: RouteHop, family: Family): void {
  writer.measured((path) => {
    path.u8(hop.onLink ? onLinkFlag : 0).u8(hop.weight - 1);
    path.u32(hop.interfaceIndex ?? 0);
    writeHop(path, hop, family);
  });
}

function writeHop(writer: MessageWriter, hop: RouteHop, family: Family): void {
  const { gateway, flow, tunnel } = hop;
  if (gateway !== null && familyOf(gateway) === family) {
    writer.attributeBytes(routeAttribute.gateway, addressBytes(gateway));
  } else if (gateway !== null) {
    writer.attributeBytes(routeAttribute.via, viaBytes(gateway));
  }
  if (flow !== null) writer.attributeU32(routeAttribute.flow, flow);
  if (tunnel !== null) writeTunnel(writer, tunnel);
}

/** struct rtvia: the family in the machine's order, then the address. */
function viaBytes(gateway: IpAddress): Uint8Array {
  const address = addressBytes(gateway);
  const bytes = new Uint8Array(2 + address.length);
  bytes[0] = addressFamilyNumber[familyOf(gateway)];
  bytes.set(address, 2);
  return bytes;
}

function writeMetrics(writer: MessageWriter, { metrics, congestionControl }: RouteMessage): void {
  if (metrics.length === 0 && congestionControl === null) return;
  const locks = metrics.flatMap(({ name, locked }): readonly number[] =>
    locked ? [routeMetricNumber[name]] : [],
  );
  if (congestionControl?.locked) locks.push(metricCongestionControl);
  writer.nested(routeAttribute.metrics, (inside) => {
    if (locks.length > 0) {
      const lockedBits = locks.reduce((bits, number) => bits | (1 << number), 0);
      inside.attributeU32(metricLock, lockedBits);
    }
    for (const { name, value } of metrics) inside.attributeU32(routeMetricNumber[name], value);
    if (congestionControl === null) return;
    inside.attributeBytes(metricCongestionControl, text.encode(congestionControl.name));
  });
}

function writeRest(writer: MessageWriter, route: RouteMessage): void {
  const { expiresSeconds, routerPreference, propagatesTtl } = route;
  if (expiresSeconds !== null) writer.attributeU32(routeAttribute.expires, expiresSeconds);
  if (routerPreference !== null) {
    writer.attributeU8(routeAttribute.routerPreference, routerPreference);
  }
  if (propagatesTtl !== null) {
    writer.attributeU8(routeAttribute.propagatesTtl, propagatesTtl ? 1 : 0);
  }
}
