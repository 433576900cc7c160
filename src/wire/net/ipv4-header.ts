/** The IPv4 header (RFC 791 §3.1): written without options, read with them tolerated. */
import { addressBytes, addressFromBytes, type IpAddress } from "../address.ts";
import { failure, type Result, success } from "../result.ts";
import { finishChecksum, isSumValid, sumOfWords } from "./checksum.ts";
import { minimumEthernetPayloadBytes } from "./ethernet.ts";

export interface Ipv4Header {
  /** The whole octet: DSCP and ECN (RFC 2474 §3). */
  readonly typeOfService: number;
  readonly identification: number;
  readonly ttl: number;
  readonly protocol: number;
  readonly source: IpAddress;
  readonly destination: IpAddress;
}

export interface DecodedIpv4Header extends Ipv4Header {
  /** 20, or up to 60 with options: where the payload begins. */
  readonly headerBytes: number;
  /** As the header says; what was received may be shorter or longer. */
  readonly totalLengthBytes: number;
  /** What was received is as long as the header says, Ethernet padding allowed. */
  readonly lengthMatches: boolean;
}

export type Ipv4HeaderError =
  | { readonly code: "truncated"; readonly neededBytes: number; readonly gotBytes: number }
  | { readonly code: "notIpv4"; readonly version: number }
  /** Header length under 20 bytes, or total length under the header's. */
  | { readonly code: "badLength"; readonly headerBytes: number; readonly totalLengthBytes: number }
  | { readonly code: "badChecksum" };

/** Without options. */
export const ipv4HeaderBytes = 20;
const version = 4;
const maximumTotalLength = 0xffff;

/** Offsets in bytes. */
const field = {
  versionAndHeaderLength: 0,
  typeOfService: 1,
  totalLength: 2,
  identification: 4,
  ttl: 8,
  protocol: 9,
  checksum: 10,
  source: 12,
  destination: 16,
} as const;

/**
 * One packet: the header, its checksum filled in, and a copy of `payload`. May be fragmented on its
 * way. A payload that fits no packet is a broken invariant and throws.
 */
export function encodeIpv4Packet(header: Ipv4Header, payload: Uint8Array): Uint8Array {
  const totalLength = ipv4HeaderBytes + payload.length;
  if (totalLength > maximumTotalLength) {
    throw new Error(`an IPv4 packet has 65535 bytes at most, not ${totalLength}`);
  }
  const packet = new Uint8Array(totalLength);
  const view = new DataView(packet.buffer);
  view.setUint8(field.versionAndHeaderLength, (version << 4) | (ipv4HeaderBytes / 4));
  view.setUint8(field.typeOfService, header.typeOfService);
  view.setUint16(field.totalLength, totalLength);
  view.setUint16(field.identification, header.identification);
  view.setUint8(field.ttl, header.ttl);
  view.setUint8(field.protocol, header.protocol);
  packet.set(addressBytes(header.source), field.source);
  packet.set(addressBytes(header.destination), field.destination);
  view.setUint16(field.checksum, finishChecksum(sumOfWords(packet, 0, ipv4HeaderBytes)));
  packet.set(payload, ipv4HeaderBytes);
  return packet;
}

/** Decodes any bytes; never throws. Options are skipped, not read. */
export function decodeIpv4Header(packet: Uint8Array): Result<DecodedIpv4Header, Ipv4HeaderError> {
  const gotBytes = packet.length;
  if (gotBytes < ipv4HeaderBytes) {
    return failure({ code: "truncated", neededBytes: ipv4HeaderBytes, gotBytes });
  }
  const firstByte = byteAt(packet, field.versionAndHeaderLength);
  if (firstByte >> 4 !== version) return failure({ code: "notIpv4", version: firstByte >> 4 });
  const headerBytes = (firstByte & 0x0f) * 4;
  const totalLengthBytes = wordAt(packet, field.totalLength);
  if (headerBytes < ipv4HeaderBytes || totalLengthBytes < headerBytes) {
    return failure({ code: "badLength", headerBytes, totalLengthBytes });
  }
  if (gotBytes < headerBytes) {
    return failure({ code: "truncated", neededBytes: headerBytes, gotBytes });
  }
  if (!isSumValid(sumOfWords(packet, 0, headerBytes))) return failure({ code: "badChecksum" });
  return success({
    typeOfService: byteAt(packet, field.typeOfService),
    identification: wordAt(packet, field.identification),
    ttl: byteAt(packet, field.ttl),
    protocol: byteAt(packet, field.protocol),
    source: addressFromBytes(packet.subarray(field.source, field.source + 4)),
    destination: addressFromBytes(packet.subarray(field.destination, field.destination + 4)),
    headerBytes,
    totalLengthBytes,
    lengthMatches: lengthMatches(totalLengthBytes, gotBytes),
  });
}

function lengthMatches(totalLengthBytes: number, gotBytes: number): boolean {
  const isPadded = totalLengthBytes < gotBytes && gotBytes <= minimumEthernetPayloadBytes;
  return totalLengthBytes === gotBytes || isPadded;
}

/** Offsets were checked against the length before. */
const byteAt = (bytes: Uint8Array, offset: number): number => bytes[offset] ?? 0;
const wordAt = (bytes: Uint8Array, offset: number): number =>
  (byteAt(bytes, offset) << 8) | byteAt(bytes, offset + 1);
