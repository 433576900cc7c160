/** `IP`, `IP-END` or `IP/LEN` in a virtual_server_group. */
import {
  addressBytes,
  addressFromBytes,
  compareAddresses,
  familyOf,
  hostPrefixLength,
  type IpAddress,
  parseAddress,
} from "../../../wire/address.ts";
import type { AddressRange } from "../../model/load-balancing.ts";

export type RangeReading =
  | { readonly ok: true; readonly range: Omit<AddressRange, "place" | "port"> }
  /** `reason` is null where it is no address at all. */
  | { readonly ok: false; readonly reason: string | null };

const notAnAddress: RangeReading = { ok: false, reason: null };

export function readRange(text: string): RangeReading {
  const dash = text.indexOf("-");
  if (dash !== -1) return readSpan(text.slice(0, dash), text.slice(dash + 1));
  const slash = text.indexOf("/");
  if (slash !== -1) return readNetwork(text.slice(0, slash), text.slice(slash + 1));
  const address = parseAddress(text);
  return address === null ? notAnAddress : rangeOf(address, address);
}

/** The end is a whole address, or what stands in place of the last octet or group of the first. */
function readSpan(firstText: string, endText: string): RangeReading {
  const first = parseAddress(firstText);
  if (first === null) return notAnAddress;
  const last = parseAddress(endText) ?? withLastPart(first, endText);
  if (last === null) {
    const [part, largest] = familyOf(first) === "ipv4" ? ["octet", "255"] : ["group", "ffff"];
    const reason = `"${endText}" is neither an address nor a last ${part} up to ${largest}`;
    return { ok: false, reason };
  }
  if (familyOf(last) !== familyOf(first)) {
    return { ok: false, reason: "its ends are of different families" };
  }
  const order = compareAddresses(first, last);
  if (order > 0) return { ok: false, reason: "it ends before it begins" };
  // keepalived takes equal ends as two whole addresses only.
  if (order === 0 && parseAddress(endText) === null) {
    return { ok: false, reason: "it ends where it begins" };
  }
  return rangeOf(first, last);
}

function withLastPart(first: IpAddress, text: string): IpAddress | null {
  const isIpv4 = familyOf(first) === "ipv4";
  const isPart = isIpv4 ? /^\d{1,3}$/ : /^[0-9a-f]{1,4}$/i;
  if (!isPart.test(text)) return null;
  const part = Number.parseInt(text, isIpv4 ? 10 : 16);
  if (isIpv4 && part > 0xff) return null;
  const bytes = addressBytes(first);
  if (!isIpv4) bytes[bytes.length - 2] = part >> 8;
  bytes[bytes.length - 1] = part & 0xff;
  return addressFromBytes(bytes);
}

function readNetwork(addressText: string, lengthText: string): RangeReading {
  const first = parseAddress(addressText);
  if (first === null) return notAnAddress;
  const longest = hostPrefixLength(familyOf(first));
  const length = /^\d{1,3}$/.test(lengthText) ? Number(lengthText) : Number.NaN;
  if (!(length >= 1 && length <= longest)) {
    return { ok: false, reason: `"${lengthText}" is no prefix length from 1 to ${longest}` };
  }
  const bytes = addressBytes(first);
  const host = (index: number): number => 0xff >> Math.min(8, Math.max(0, length - 8 * index));
  if (bytes.some((byte, index) => (byte & host(index)) !== 0)) {
    return { ok: false, reason: "the address has bits behind its prefix" };
  }
  return rangeOf(first, addressFromBytes(bytes.map((byte, index) => byte | host(index))));
}

function rangeOf(first: IpAddress, last: IpAddress): RangeReading {
  const count = Number(numberOf(last) - numberOf(first)) + 1;
  return { ok: true, range: { family: familyOf(first), first, last, count } };
}

const numberOf = (address: IpAddress): bigint =>
  addressBytes(address).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
