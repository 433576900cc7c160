/**
 * Unsolicited neighbour advertisement: tells a segment which station now answers for an IPv6 address
 * (RFC 4861 §4.4, §7.2.6).
 */
import { addressBytes, addressFromBytes, familyOf, type IpAddress } from "../address.ts";
import { failure, type Result, success } from "../result.ts";
import { finishChecksum, isSumValid, pseudoHeaderSum, sumOfWords } from "./checksum.ts";
import {
  ethernetField,
  etherTypeIpv6,
  type HardwareAddress,
  hardwareAddressAt,
} from "./ethernet.ts";

export interface NeighbourAdvertisement {
  /** Of the announcing station: the frame's source and the target link-layer address. */
  readonly hardwareAddress: HardwareAddress;
  /** The packet's source; the announced address itself where no other is at hand. */
  readonly source: IpAddress;
  /** The address announced. */
  readonly target: IpAddress;
  /** The station forwards packets (RFC 4861 §4.4, R flag). */
  readonly router: boolean;
}

export type NeighbourAdvertisementError =
  | { readonly code: "truncated"; readonly neededBytes: number; readonly gotBytes: number }
  /** Another protocol, another ICMPv6 message, or an extension header in between. */
  | { readonly code: "notNeighbourAdvertisement" }
  /** It came through a router (RFC 4861 §7.1.2). */
  | { readonly code: "badHopLimit"; readonly hopLimit: number }
  | { readonly code: "badChecksum" }
  /** To one asker, without override, or without the link-layer address: it takes nothing over. */
  | { readonly code: "notAnnouncement" };

/** Offsets in the Ethernet frame (RFC 8200 §3, RFC 4861 §4.4 and §4.6.1). */
const field = {
  versionAndClass: 14,
  payloadLength: 18,
  nextHeader: 20,
  hopLimit: 21,
  source: 22,
  destination: 38,
  type: 54,
  code: 55,
  checksum: 56,
  flags: 58,
  target: 62,
  optionType: 78,
  optionLength: 79,
  linkLayerAddress: 80,
} as const;
const frameBytes = 86;
const messageBytes = frameBytes - field.type;

const protocolIcmpv6 = 58;
const typeNeighbourAdvertisement = 136;
const flagRouter = 0x80;
const flagSolicited = 0x40;
const flagOverride = 0x20;
const optionTargetLinkLayerAddress = 2;
/** Nothing that a router forwarded can have it (RFC 4861 §7.1.2). */
const hopLimit = 255;
const allNodes = "ff02::1" as IpAddress;
/** 33:33 and the group's last four bytes (RFC 2464 §7). */
const allNodesHardware = Uint8Array.of(0x33, 0x33, 0, 0, 0, 1);

/** One multicast frame of 86 bytes to all nodes, ready for a packet socket. */
export function encodeNeighbourAdvertisement(advertisement: NeighbourAdvertisement): Uint8Array {
  const { hardwareAddress, source, target, router } = advertisement;
  if (familyOf(target) !== "ipv6") throw new Error(`${target} has no neighbour advertisement`);
  const frame = new Uint8Array(frameBytes);
  const view = new DataView(frame.buffer);
  frame.set(allNodesHardware, ethernetField.destination);
  frame.set(hardwareAddress, ethernetField.source);
  view.setUint16(ethernetField.etherType, etherTypeIpv6);
  view.setUint8(field.versionAndClass, 6 << 4);
  view.setUint16(field.payloadLength, messageBytes);
  view.setUint8(field.nextHeader, protocolIcmpv6);
  view.setUint8(field.hopLimit, hopLimit);
  frame.set(addressBytes(source), field.source);
  frame.set(addressBytes(allNodes), field.destination);
  view.setUint8(field.type, typeNeighbourAdvertisement);
  view.setUint8(field.flags, flagOverride | (router ? flagRouter : 0));
  frame.set(addressBytes(target), field.target);
  view.setUint8(field.optionType, optionTargetLinkLayerAddress);
  // In units of eight bytes.
  view.setUint8(field.optionLength, 1);
  frame.set(hardwareAddress, field.linkLayerAddress);
  const pseudoHeader = pseudoHeaderSum(source, allNodes, protocolIcmpv6, messageBytes);
  view.setUint16(field.checksum, finishChecksum(pseudoHeader + sumOfWords(frame, field.type)));
  return frame;
}

/**
 * Decodes any bytes; never throws. Only what `encodeNeighbourAdvertisement` makes is a value: an
 * unsolicited advertisement with override and one option. Other frames are errors, valid or not.
 */
export function decodeNeighbourAdvertisement(
  frame: Uint8Array,
): Result<NeighbourAdvertisement, NeighbourAdvertisementError> {
  const gotBytes = frame.length;
  if (gotBytes < frameBytes)
    return failure({ code: "truncated", neededBytes: frameBytes, gotBytes });
  const view = new DataView(frame.buffer, frame.byteOffset, frameBytes);
  const isNeighbourAdvertisement =
    view.getUint16(ethernetField.etherType) === etherTypeIpv6 &&
    view.getUint8(field.versionAndClass) >> 4 === 6 &&
    view.getUint8(field.nextHeader) === protocolIcmpv6 &&
    view.getUint8(field.type) === typeNeighbourAdvertisement &&
    view.getUint8(field.code) === 0;
  if (!isNeighbourAdvertisement) return failure({ code: "notNeighbourAdvertisement" });
  const receivedHopLimit = view.getUint8(field.hopLimit);
  if (receivedHopLimit !== hopLimit) {
    return failure({ code: "badHopLimit", hopLimit: receivedHopLimit });
  }
  if (!isAnnouncement(view)) return failure({ code: "notAnnouncement" });

  const source = ipv6At(frame, field.source);
  const pseudoHeader = pseudoHeaderSum(
    source,
    ipv6At(frame, field.destination),
    protocolIcmpv6,
    messageBytes,
  );
  if (!isSumValid(pseudoHeader + sumOfWords(frame, field.type, frameBytes))) {
    return failure({ code: "badChecksum" });
  }
  return success({
    hardwareAddress: hardwareAddressAt(frame, field.linkLayerAddress),
    source,
    target: ipv6At(frame, field.target),
    router: (view.getUint8(field.flags) & flagRouter) !== 0,
  });
}

function isAnnouncement(view: DataView): boolean {
  const flags = view.getUint8(field.flags);
  return (
    view.getUint16(field.payloadLength) === messageBytes &&
    (flags & flagOverride) !== 0 &&
    (flags & flagSolicited) === 0 &&
    view.getUint8(field.optionType) === optionTargetLinkLayerAddress &&
    view.getUint8(field.optionLength) === 1
  );
}

const ipv6At = (frame: Uint8Array, offset: number): IpAddress =>
  addressFromBytes(frame.subarray(offset, offset + 16));
