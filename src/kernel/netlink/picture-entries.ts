/** The entries of the picture: what tells two apart, and when two are the same. */
import type { InterfaceAddress, Link } from "../../ports/network.ts";
import { familyOf } from "../../wire/address.ts";
import type { AddressIdentity, AddressMessage } from "../../wire/netlink/address-message.ts";

/** The kernel's own rule within an interface: IPv6 has an address once, whatever its prefix length. */
export function addressKey({ address, prefixLength, peer }: AddressIdentity): string {
  if (familyOf(address) === "ipv6") return address;
  return peer === null ? `${address}/${prefixLength}` : `${address} ${peer}/${prefixLength}`;
}

/** IPv4 addresses without a label of their own carry the interface's name for one. */
export function interfaceAddress(
  message: AddressMessage,
  interfaceName: string | null,
): InterfaceAddress {
  const { interfaceIndex, address, prefixLength, scope, label, flags, protocol } = message;
  const named = label ?? (familyOf(address) === "ipv4" ? interfaceName : null);
  return { interfaceIndex, address, prefixLength, scope, label: named, flags, protocol };
}

export const sameAddress = (left: InterfaceAddress, right: InterfaceAddress): boolean =>
  left.prefixLength === right.prefixLength &&
  left.scope === right.scope &&
  left.label === right.label &&
  left.flags === right.flags &&
  left.protocol === right.protocol;

export const sameLink = (left: Link, right: Link): boolean =>
  left.name === right.name &&
  left.up === right.up &&
  left.loopback === right.loopback &&
  left.noArp === right.noArp &&
  left.multicast === right.multicast &&
  left.mtuBytes === right.mtuBytes &&
  left.hardwareType === right.hardwareType &&
  sameBytes(left.hardwareAddress, right.hardwareAddress);

const sameBytes = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index]);
