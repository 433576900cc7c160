/** Everything about a probe's socket that can be known before it is opened, kept for the next one. */
import type { ProbeSocketOptions } from "../../ports/probe-sockets.ts";
import { familyOf, type IpAddress } from "../../wire/address.ts";
import { ipSocketAddress } from "../socket-address.ts";
import {
  AF_INET,
  AF_INET6,
  IP_BIND_ADDRESS_NO_PORT,
  IP_RECVERR,
  IPV6_RECVERR,
  SO_BINDTODEVICE,
  SO_MARK,
  SO_REUSEADDR,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
  SOCK_STREAM,
  SOL_IP,
  SOL_IPV6,
  SOL_SOCKET,
} from "../socket-constants.ts";
import { deviceName, type SocketOption, type SocketPlan } from "../socket-options.ts";

export interface Recipe {
  readonly plan: SocketPlan;
  readonly destination: Uint8Array;
  readonly kind: SocketKind;
}

/**
 * Each receive of a datagram socket gives one datagram, and an empty one is no end; raw IPv4 sockets
 * put the header of the packet in front of it (raw(7)).
 */
export type SocketKind = "stream" | "datagram" | "ipv4Packet";

const IPPROTO_ICMP = 1;
const IPPROTO_ICMPV6 = 58;

/** A checker gives the same object for each of its probes. */
const known = new WeakMap<ProbeSocketOptions, Recipe>();

export function recipeFor(options: ProbeSocketOptions): Recipe {
  const before = known.get(options);
  if (before !== undefined) return before;
  const recipe = makeRecipe(options);
  known.set(options, recipe);
  return recipe;
}

function makeRecipe(options: ProbeSocketOptions): Recipe {
  const { transport, address, bindInterface } = options;
  const ipv4 = familyOf(address) === "ipv4";
  const isDatagram = transport !== "tcp";
  const echoProtocol = ipv4 ? IPPROTO_ICMP : IPPROTO_ICMPV6;
  return {
    plan: {
      operation: operationOf(options),
      domain: ipv4 ? AF_INET : AF_INET6,
      type: (isDatagram ? SOCK_DGRAM : SOCK_STREAM) | SOCK_NONBLOCK | SOCK_CLOEXEC,
      protocol: transport === "echo" ? echoProtocol : 0,
      options: [...routing(options), ...errorReports(isDatagram, ipv4), ...binding(options)],
      bindTo: bindTo(options),
      context: {
        capability: "CAP_NET_ADMIN",
        ...(bindInterface === null ? {} : { interfaceName: bindInterface }),
      },
    },
    // A link-local address is on the interface that the socket is bound to.
    destination: ipSocketAddress(address, 0, transport === "echo" ? 0 : options.port),
    kind: isDatagram ? "datagram" : "stream",
  };
}

function operationOf({ transport, address, port }: ProbeSocketOptions): string {
  if (transport === "echo") return `open a socket to ping ${address}`;
  return `open a ${transport} socket to ${address} port ${port}`;
}

function routing({ mark, bindInterface }: ProbeSocketOptions): SocketOption[] {
  const options: SocketOption[] = [];
  const level = SOL_SOCKET;
  if (mark !== 0) options.push({ purpose: "mark it", level, option: SO_MARK, value: mark | 0 });
  if (bindInterface !== null) {
    const value = deviceName(bindInterface);
    options.push({ purpose: "bind it to its interface", level, option: SO_BINDTODEVICE, value });
  }
  return options;
}

/** Without it only some ICMP errors reach a datagram socket (ip(7), ipv6(7)). */
function errorReports(isDatagram: boolean, ipv4: boolean): SocketOption[] {
  if (!isDatagram) return [];
  const purpose = "ask for ICMP errors";
  if (ipv4) return [{ purpose, level: SOL_IP, option: IP_RECVERR, value: 1 }];
  return [{ purpose, level: SOL_IPV6, option: IPV6_RECVERR, value: 1 }];
}

function binding({ transport, bindAddress, bindPort }: ProbeSocketOptions): SocketOption[] {
  if (transport === "echo") return [];
  if (bindPort !== null) {
    const purpose = "share its local port";
    return [{ purpose, level: SOL_SOCKET, option: SO_REUSEADDR, value: 1 }];
  }
  if (bindAddress === null) return [];
  // Else the port would be chosen before the destination is known, and be taken for all others.
  const purpose = "bind it without a port";
  return [{ purpose, level: SOL_IP, option: IP_BIND_ADDRESS_NO_PORT, value: 1, optional: true }];
}

function bindTo(options: ProbeSocketOptions): Uint8Array | null {
  const { transport, address, bindAddress } = options;
  // The port of an echo socket is the identifier of its messages.
  const bindPort = transport === "echo" ? null : options.bindPort;
  if (bindAddress === null && bindPort === null) return null;
  return ipSocketAddress(bindAddress ?? anyAddress(address), 0, bindPort ?? 0);
}

const anyAddress = (address: IpAddress): IpAddress => (familyOf(address) === "ipv4" ? any4 : any6);

const any4 = "0.0.0.0" as IpAddress;
const any6 = "::" as IpAddress;
