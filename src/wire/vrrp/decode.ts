/** From the payload of an IP packet to an advert, or to the reason why it is none. */
import { addressFromBytes, type Family, type IpAddress } from "../address.ts";
import { minimumEthernetPayloadBytes } from "../net/ethernet.ts";
import { ipv4HeaderBytes } from "../net/ipv4-header.ts";
import { failure, type Result, success } from "../result.ts";
import type { Centiseconds, Priority, VirtualRouterId } from "../units.ts";
import type { Advert, AdvertError, ReceivedAdvert } from "./advert.ts";
import { checksumKindOf, type Endpoints } from "./checksum.ts";
import {
  addressBytesOf,
  authenticationDataBytes,
  authenticationNone,
  authenticationPass,
  field,
  maximumIntervalCentiseconds,
  messageBytes,
} from "./layout.ts";
import { passwordEquals } from "./password.ts";

export interface DecodeOptions extends Endpoints {
  readonly family: Family;
  /** Version 2 only: what `passwordMatches` is measured against; null matches nothing. */
  readonly expectedPassword: string | null;
}

/**
 * Decodes any bytes; never throws, keeps no reference to `payload`.
 *
 * Whether type, checksum, authentication and interval are acceptable is for the receiver to
 * decide, in its own order: they are reported, not judged. Only what makes the rest unreadable is an
 * error: too short, too long, or a version other than 3 (or 2 with IPv4).
 */
export function decodeAdvert(
  payload: Uint8Array,
  options: DecodeOptions,
): Result<ReceivedAdvert, AdvertError> {
  const { family, expectedPassword } = options;
  const gotBytes = payload.length;
  if (gotBytes < field.addresses) {
    return failure({ code: "truncated", neededBytes: field.addresses, gotBytes });
  }
  const version = byteAt(payload, field.versionAndType) >> 4;
  const known = version === 3 || (version === 2 && family === "ipv4");
  if (!known) return failure({ code: "unknownVersion", version });

  const expectedBytes = messageBytes(version, family, byteAt(payload, field.addressCount));
  if (gotBytes < expectedBytes) {
    return failure({ code: "truncated", neededBytes: expectedBytes, gotBytes });
  }
  if (gotBytes > expectedBytes && !mayBePadded(gotBytes, family)) {
    return failure({ code: "tooLong", expectedBytes, gotBytes });
  }

  const authenticationType =
    version === 2 ? byteAt(payload, field.authenticationType) : authenticationNone;
  return success({
    advert: readAdvert(payload, version, family),
    type: byteAt(payload, field.versionAndType) & 0x0f,
    checksum:
      family === "ipv6" ? "kernel" : checksumKindOf(version, payload, expectedBytes, options),
    authenticationType,
    passwordMatches:
      authenticationType === authenticationPass &&
      expectedPassword !== null &&
      passwordEquals(payload, expectedBytes - authenticationDataBytes, expectedPassword),
  });
}

/** Ethernet fills a short IPv4 packet up to its minimum; an IPv6 advert is never that short. */
function mayBePadded(gotBytes: number, family: Family): boolean {
  return family === "ipv4" && ipv4HeaderBytes + gotBytes <= minimumEthernetPayloadBytes;
}

function readAdvert(payload: Uint8Array, version: 2 | 3, family: Family): Advert {
  const common = {
    virtualRouterId: byteAt(payload, field.virtualRouterId) as VirtualRouterId,
    priority: byteAt(payload, field.priority) as Priority,
    addresses: readAddresses(payload, family),
  };
  if (version === 2) {
    const advertIntervalSeconds = byteAt(payload, field.intervalSeconds);
    return { version, ...common, advertIntervalSeconds };
  }
  const upper = byteAt(payload, field.intervalCentiseconds);
  const lower = byteAt(payload, field.intervalCentiseconds + 1);
  // The reserved bits above the interval are ignored on reception (RFC 9568 §5.2.6).
  const interval = ((upper << 8) | lower) & maximumIntervalCentiseconds;
  return { version, ...common, advertIntervalCentiseconds: interval as Centiseconds };
}

function readAddresses(payload: Uint8Array, family: Family): readonly IpAddress[] {
  const bytes = addressBytesOf(family);
  const addresses: IpAddress[] = [];
  let offset: number = field.addresses;
  for (let left = byteAt(payload, field.addressCount); left > 0; left--) {
    addresses.push(addressFromBytes(payload.subarray(offset, offset + bytes)));
    offset += bytes;
  }
  return addresses;
}

/** `offset` was checked against the length before. */
const byteAt = (bytes: Uint8Array, offset: number): number => bytes[offset] ?? 0;
