import {
  addressBytes,
  addressFromBytes,
  familyOf,
  type IpAddress,
  type Prefix,
} from "../../../wire/address.ts";

/**
 * The broadcast address of an IPv4 prefix: host bits set (`brd +`) or clear (`brd -`). Null where
 * there is none: 31 and 32 bits (RFC 3021), and IPv6.
 */
export function broadcastOf(prefix: Prefix, hostBits: "set" | "clear"): IpAddress | null {
  if (familyOf(prefix.address) === "ipv6" || prefix.prefixLength > 30) return null;
  const bytes = addressBytes(prefix.address).map((byte, index) => {
    const hostMask = 0xff >> Math.min(8, Math.max(0, prefix.prefixLength - index * 8));
    return hostBits === "set" ? byte | hostMask : byte & ~hostMask;
  });
  return addressFromBytes(bytes);
}
