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

const octet = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const dottedQuad = new RegExp(`^${octet}(?:\\.${octet}){3}$`);

/** Four octets without leading zeros; large files hold tens of thousands. */
const isDottedQuad = (text: string): boolean => dottedQuad.test(text);

/** Strict dotted quads or IPv6 text without a zone; null when the text is no address. */
export function parseAddress(text: string): IpAddress | null {
  if (isDottedQuad(text)) return text as IpAddress;
  if (!text.includes(":") || text.includes("%")) return null;
  const hextets = withoutDottedTail(text);
  if (hextets === null || !ipaddr.IPv6.isValid(hextets)) return null;
  return addressFromBytes(Uint8Array.from(ipaddr.IPv6.parse(hextets).toByteArray()));
}

/** `::ffff:192.0.2.1` as `::ffff:c000:201` (RFC 4291 §2.2.3); null when the tail is no dotted quad. */
function withoutDottedTail(text: string): string | null {
  if (!text.includes(".")) return text;
  const start = text.lastIndexOf(":") + 1;
  const tail = text.slice(start);
  if (!isDottedQuad(tail)) return null;
  const bytes = ipv4Bytes(tail);
  return `${text.slice(0, start)}${hextet(bytes, 0).toString(16)}:${hextet(bytes, 2).toString(16)}`;
}

/** Four or sixteen bytes in network order; any other length is a broken invariant. */
export function addressFromBytes(bytes: Uint8Array): IpAddress {
  if (bytes.length === 4) return `${bytes[0]}.${bytes[1]}.${bytes[2]}.${bytes[3]}` as IpAddress;
  if (bytes.length !== 16) throw new Error(`an IP address has 4 or 16 bytes, not ${bytes.length}`);
  return ipv6Text(bytes) as IpAddress;
}

/** Lower case, and the first of the longest runs of zeros as `::` (RFC 5952 §4). */
function ipv6Text(bytes: Uint8Array): string {
  const { start, end } = longestZeroRun(bytes);
  let text = "";
  for (let offset = 0; offset < 16; offset += 2) {
    if (offset === start) {
      text += "::";
      offset = end - 2;
      continue;
    }
    if (offset !== 0 && offset !== end) text += ":";
    text += hextet(bytes, offset).toString(16);
  }
  return text;
}

/** Offsets in bytes; a single zero is not shortened (RFC 5952 §4.2.2). */
function longestZeroRun(bytes: Uint8Array): { start: number; end: number } {
  let longest = { start: -1, end: -1 };
  let start = 0;
  for (let offset = 0; offset <= 16; offset += 2) {
    if (offset < 16 && hextet(bytes, offset) === 0) continue;
    const length = offset - start;
    if (length > 2 && length > longest.end - longest.start) longest = { start, end: offset };
    start = offset + 2;
  }
  return longest;
}

const hextet = (bytes: Uint8Array, offset: number): number =>
  ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);

/** Four or sixteen fresh bytes in network order. */
export const addressBytes = (address: IpAddress): Uint8Array =>
  familyOf(address) === "ipv4"
    ? ipv4Bytes(address)
    : Uint8Array.from(ipaddr.IPv6.parse(address).toByteArray());

/** Takes the canonical text at its word: this stands on the path of every packet. */
function ipv4Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(4);
  let part = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === dot) part++;
    else bytes[part] = (bytes[part] ?? 0) * 10 + code - digitZero;
  }
  return bytes;
}

const dot = 0x2e;
const digitZero = 0x30;

export const familyOf = (address: IpAddress): Family => (address.includes(":") ? "ipv6" : "ipv4");

export const hostPrefixLength = (family: Family): number => (family === "ipv4" ? 32 : 128);

/** Order as unsigned numbers in network order (the election's tie-break, RFC 9568 §6.4.3). */
export function compareAddresses(left: IpAddress, right: IpAddress): number {
  if (left === right) return 0;
  const leftBytes = addressBytes(left);
  const rightBytes = addressBytes(right);
  if (leftBytes.length !== rightBytes.length) return leftBytes.length - rightBytes.length;
  for (const [index, byte] of leftBytes.entries()) {
    const difference = byte - (rightBytes[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const multicastText = /^(?:22[4-9]|23\d)\.|^ff[0-9a-f]{2}:/;

/** 224.0.0.0/4 or ff00::/8; asked for every packet, so it reads the canonical text as it stands. */
export const isMulticast = (address: IpAddress): boolean => multicastText.test(address);

/** fe80::/10, or 169.254.0.0/16. */
export const isLinkLocal = (address: IpAddress): boolean =>
  ipaddr.parse(address).range() === "linkLocal";

/** Whether two addresses of one family agree in their first `prefixLength` bits. */
export function inSameNetwork(left: IpAddress, right: IpAddress, prefixLength: number): boolean {
  const leftBytes = addressBytes(left);
  const rightBytes = addressBytes(right);
  if (leftBytes.length !== rightBytes.length) return false;
  return leftBytes.every((byte, index) => {
    const bits = Math.min(8, Math.max(0, prefixLength - 8 * index));
    const mask = (0xff << (8 - bits)) & 0xff;
    return (byte & mask) === ((rightBytes[index] ?? 0) & mask);
  });
}
