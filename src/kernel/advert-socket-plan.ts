/**
 * How a raw VRRP socket is set up, for each family and kind of delivery.
 *
 * Bound to the multicast group, or to the unicast source, so that the kernel filters for us; one
 * socket sends and receives (raw(7): a bound group is no source address).
 */
import type { AdvertSocketOptions } from "../ports/adverts.ts";
import { addressBytes } from "../wire/address.ts";
import { protocolVrrp, vrrpTtl } from "../wire/vrrp/advert.ts";
import { ipSocketAddress } from "./socket-address.ts";
import * as constant from "./socket-constants.ts";
import {
  deviceName,
  ipv4Membership,
  ipv6Membership,
  type SocketOption,
  type SocketPlan,
} from "./socket-options.ts";

/** Internetwork control, CS6 (RFC 4594 §3.1), and the band of packets that keep the network up. */
const typeOfService = 0xc0;
const controlPriority = 6;
/** RFC 9568 §5.2.8: the kernel computes and checks what stands there. */
const ipv6ChecksumOffset = 6;
/** A burst of one advert for each of 255 VRIDs must fit. */
const sendBufferBytes = 1 << 20;
const noAddress = new Uint8Array(4);

const { SOL_SOCKET, SOL_IP, SOL_IPV6 } = constant;

/** The plan names what went wrong in words: "open a raw VRRP socket on eth0: join 224.0.0.18". */
export function advertSocketPlan(options: AdvertSocketOptions): SocketPlan {
  const { family, interfaceName, delivery } = options;
  const isIpv4 = family === "ipv4";
  const place = interfaceName === "" ? "" : ` on ${interfaceName}`;
  const bindTo = delivery.kind === "multicast" ? delivery.group : delivery.source;
  return {
    operation: `open a raw VRRP socket for ${isIpv4 ? "IPv4" : "IPv6"}${place}`,
    domain: isIpv4 ? constant.AF_INET : constant.AF_INET6,
    type: constant.SOCK_RAW | constant.SOCK_NONBLOCK | constant.SOCK_CLOEXEC,
    protocol: protocolVrrp,
    options: [
      ...deviceOptions(interfaceName),
      ...(isIpv4 ? ipv4Options(options) : ipv6Options(options)),
      ...bufferOptions(options.receiveBufferBytes),
      // After IP_TOS, which sets another.
      setting("set its priority", SOL_SOCKET, constant.SO_PRIORITY, controlPriority),
    ],
    bindTo: bindTo === null ? null : ipSocketAddress(bindTo, options.interfaceIndex),
    context: {
      capability: "CAP_NET_RAW",
      kernelOption: isIpv4 ? "CONFIG_INET" : "CONFIG_IPV6",
      ...(interfaceName === "" ? {} : { interfaceName }),
    },
  };
}

const setting = (
  purpose: string,
  level: number,
  option: number,
  value: number | Uint8Array,
): SocketOption => ({ purpose, level, option, value });

function deviceOptions(interfaceName: string): SocketOption[] {
  if (interfaceName === "") return [];
  const value = deviceName(interfaceName);
  return [setting("bind it to the interface", SOL_SOCKET, constant.SO_BINDTODEVICE, value)];
}

function ipv4Options({ delivery, interfaceIndex }: AdvertSocketOptions): SocketOption[] {
  const common = [
    setting("write its own IP header", SOL_IP, constant.IP_HDRINCL, 1),
    setting("set its type of service", SOL_IP, constant.IP_TOS, typeOfService),
    setting("refuse groups of others", SOL_IP, constant.IP_MULTICAST_ALL, 0),
  ];
  if (delivery.kind === "unicast") {
    return [...common, setting("bind without the address", SOL_IP, constant.IP_FREEBIND, 1)];
  }
  const membership = ipv4Membership(addressBytes(delivery.group), interfaceIndex);
  const sender = ipv4Membership(noAddress, interfaceIndex);
  return [
    ...common,
    setting("keep its own adverts away", SOL_IP, constant.IP_MULTICAST_LOOP, 0),
    setting("send on the interface", SOL_IP, constant.IP_MULTICAST_IF, sender),
    setting(`join ${delivery.group}`, SOL_IP, constant.IP_ADD_MEMBERSHIP, membership),
  ];
}

function ipv6Options({ delivery, interfaceIndex }: AdvertSocketOptions): SocketOption[] {
  const unicastHops = delivery.kind === "unicast" ? delivery.ttl : vrrpTtl;
  const common = [
    setting("have it checksummed", SOL_IPV6, constant.IPV6_CHECKSUM, ipv6ChecksumOffset),
    setting("set its hop limit", SOL_IPV6, constant.IPV6_UNICAST_HOPS, unicastHops),
    setting("set its traffic class", SOL_IPV6, constant.IPV6_TCLASS, typeOfService),
    setting("learn destinations", SOL_IPV6, constant.IPV6_RECVPKTINFO, 1),
    setting("learn hop limits", SOL_IPV6, constant.IPV6_RECVHOPLIMIT, 1),
    setting("refuse groups of others", SOL_IPV6, constant.IPV6_MULTICAST_ALL, 0),
  ];
  if (delivery.kind === "unicast") {
    return [...common, setting("bind without the address", SOL_IPV6, constant.IPV6_FREEBIND, 1)];
  }
  const membership = ipv6Membership(addressBytes(delivery.group), interfaceIndex);
  return [
    ...common,
    setting("set its multicast hop limit", SOL_IPV6, constant.IPV6_MULTICAST_HOPS, vrrpTtl),
    setting("keep its own adverts away", SOL_IPV6, constant.IPV6_MULTICAST_LOOP, 0),
    setting("send on the interface", SOL_IPV6, constant.IPV6_MULTICAST_IF, interfaceIndex),
    setting(`join ${delivery.group}`, SOL_IPV6, constant.IPV6_JOIN_GROUP, membership),
  ];
}

/** Some thousand adverts: 200 instances at 10 ms during a pause of 100 ms. Used only while they wait. */
const defaultReceiveBufferBytes = 4 << 20;

/** Beyond the system's limits where the process may; what the kernel refuses it then bounds. */
function bufferOptions(receiveBufferBytes: number | null): SocketOption[] {
  const receive = receiveBufferBytes ?? defaultReceiveBufferBytes;
  const options = [
    setting("", SOL_SOCKET, constant.SO_SNDBUFFORCE, sendBufferBytes),
    setting("", SOL_SOCKET, constant.SO_RCVBUF, receive),
    setting("", SOL_SOCKET, constant.SO_RCVBUFFORCE, receive),
  ];
  return options.map((option) => ({ ...option, optional: true }));
}
