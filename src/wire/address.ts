/**
 * IP addresses as canonical text (RFC 5952 for IPv6): plain data that can be compared, used as a key,
 * printed, and written to the journal as it stands. Bytes exist only at the edge, in the codecs.
 */
import ipaddr from "ipaddr.js";

export type Family = "ipv4" | "ipv6";
/** Canonical text: `192.0.2.1`, `2001:db8::1`. Made by `parseAddress` and `addressFromBytes` only. */
export type IpAddress = string & { readonly kind: "ipAddress" };

export interface Prefix {
  readonly address: IpAddress;
  /** 0..32 or 0..128. */
  readonly prefixLength: number;
}

/** Strict dotted quads or IPv6 text without a zone; null when the text is no address. */
export function parseAddress(text: string): IpAddress | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) {
    return ipaddr.IPv4.parse(text).toString() as IpAddress;
  }
  if (!text.includes(":") || text.includes("%") || !ipaddr.IPv6.isValid(text)) return null;
  return ipaddr.IPv6.parse(text).toRFC5952String() as IpAddress;
}

/** Four or sixteen bytes in network order; any other length is a broken invariant. */
export function addressFromBytes(bytes: Uint8Array): IpAddress {
  if (bytes.length === 4) return `${bytes[0]}.${bytes[1]}.${bytes[2]}.${bytes[3]}` as IpAddress;
  if (bytes.length !== 16) throw new Error(`an IP address has 4 or 16 bytes, not ${bytes.length}`);
  return new ipaddr.IPv6([...bytes]).toRFC5952String() as IpAddress;
}

/** Four or sixteen fresh bytes in network order. */
export const addressBytes = (address: IpAddress): Uint8Array =>
  Uint8Array.from(ipaddr.parse(address).toByteArray());

export const familyOf = (address: IpAddress): Family => (address.includes(":") ? "ipv6" : "ipv4");

export const hostPrefixLength = (family: Family): number => (family === "ipv4" ? 32 : 128);

/** Order as unsigned numbers in network order (the election's tie-break, RFC 9568 §6.4.3). */
export function compareAddresses(left: IpAddress, right: IpAddress): number {
  const leftBytes = addressBytes(left);
  const rightBytes = addressBytes(right);
  if (leftBytes.length !== rightBytes.length) return leftBytes.length - rightBytes.length;
  for (const [index, byte] of leftBytes.entries()) {
    const difference = byte - (rightBytes[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export const isMulticast = (address: IpAddress): boolean =>
  ipaddr.parse(address).range() === "multicast";

/** fe80::/10, or 169.254.0.0/16. */
export const isLinkLocal = (address: IpAddress): boolean =>
  ipaddr.parse(address).range() === "linkLocal";
