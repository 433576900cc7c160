/** Socket addresses in the kernel's layout: ip(7), ipv6(7), packet(7), unix(7). */
import { addressBytes, familyOf, type IpAddress } from "../wire/address.ts";
import type { InterfaceIndex } from "../wire/units.ts";
import { hostIsLittleEndian } from "./memory.ts";
import { AF_INET, AF_INET6, AF_PACKET, AF_UNIX } from "./socket-constants.ts";

const ipv4SocketAddressBytes = 16;
export const ipv6SocketAddressBytes = 28;
export const packetSocketAddressBytes = 20;
/** The room for the path in struct sockaddr_un, with its closing zero. */
const unixPathBytes = 108;

/** Offset of the address in sockaddr_in and in sockaddr_in6. */
const ipv4AddressOffset = 4;
export const ipv6AddressOffset = 8;

/** Port 0: raw sockets have none. `scope` says which link a link-local address is on. */
export function ipSocketAddress(
  address: IpAddress,
  scope: InterfaceIndex | 0,
  port = 0,
): Uint8Array {
  const bytes =
    familyOf(address) === "ipv4" ? ipv4SocketAddress(address) : ipv6SocketAddress(address, scope);
  new DataView(bytes.buffer).setUint16(2, port);
  return bytes;
}

function ipv4SocketAddress(address: IpAddress): Uint8Array {
  const bytes = new Uint8Array(ipv4SocketAddressBytes);
  new DataView(bytes.buffer).setUint16(0, AF_INET, hostIsLittleEndian);
  bytes.set(addressBytes(address), ipv4AddressOffset);
  return bytes;
}

function ipv6SocketAddress(address: IpAddress, scope: InterfaceIndex | 0): Uint8Array {
  const bytes = new Uint8Array(ipv6SocketAddressBytes);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, AF_INET6, hostIsLittleEndian);
  bytes.set(addressBytes(address), ipv6AddressOffset);
  view.setUint32(24, scope, hostIsLittleEndian);
  return bytes;
}

/** Where a frame leaves. `etherType` is what taps and queues take the frame for. */
export function writePacketSocketAddress(
  view: DataView,
  offset: number,
  interfaceIndex: InterfaceIndex,
  etherType: number,
): void {
  view.setUint16(offset, AF_PACKET, hostIsLittleEndian);
  view.setUint16(offset + 2, etherType);
  view.setInt32(offset + 4, interfaceIndex, hostIsLittleEndian);
}

/** Null when the path is longer than a unix socket's may be. */
export function unixSocketAddress(path: string): Uint8Array | null {
  const text = new TextEncoder().encode(path);
  if (text.length >= unixPathBytes) return null;
  const bytes = new Uint8Array(2 + text.length + 1);
  new DataView(bytes.buffer).setUint16(0, AF_UNIX, hostIsLittleEndian);
  bytes.set(text, 2);
  return bytes;
}
