/** What the kernel delivered to a raw VRRP socket, as the port's value. */
import type { ReceivedDatagram } from "../ports/adverts.ts";
import { minimumEthernetPayloadBytes } from "../wire/net/ethernet.ts";
import type { AddressMemo } from "./address-memo.ts";
import { type Block, hostIsLittleEndian } from "./memory.ts";
import { findControl } from "./message-header.ts";
import type { Slot } from "./receive-batch.ts";
import { ipv6AddressOffset } from "./socket-address.ts";
import { IPV6_HOPLIMIT, IPV6_PKTINFO, SOL_IPV6 } from "./socket-constants.ts";

export interface ReceivedView {
  readonly block: Block;
  readonly memo: AddressMemo;
}

/** Offsets in the IPv4 header (RFC 791 §3.1). */
const ipv4 = { totalLength: 2, ttl: 8, source: 12, destination: 16 } as const;
const ipv4HeaderBytes = 20;

/**
 * Raw IPv4 sockets deliver the header too (raw(7)). The kernel has verified it, so version and
 * checksum are not looked at again. Null for what is shorter than its header.
 */
export function readIpv4({ block, memo }: ReceivedView, slot: Slot): ReceivedDatagram | null {
  const { payload: start, receivedBytes } = slot;
  if (receivedBytes < ipv4HeaderBytes) return null;
  const { view } = block;
  const headerBytes = (view.getUint8(start) & 0x0f) * 4;
  if (headerBytes < ipv4HeaderBytes || headerBytes > receivedBytes) return null;
  const totalLength = view.getUint16(start + ipv4.totalLength);
  const isPadded = totalLength < receivedBytes && receivedBytes <= minimumEthernetPayloadBytes;
  return {
    source: memo.ipv4At(view, start + ipv4.source),
    destination: memo.ipv4At(view, start + ipv4.destination),
    ttl: view.getUint8(start + ipv4.ttl),
    lengthMatches: !slot.truncated && (totalLength === receivedBytes || isPadded),
    payload: block.bytes.subarray(start + headerBytes, start + receivedBytes),
  };
}

/**
 * Raw IPv6 sockets deliver the message alone, and the rest beside it (RFC 3542 §3, §6). Null when
 * the kernel did not say where it went or with which hop limit.
 */
export function readIpv6({ block, memo }: ReceivedView, slot: Slot): ReceivedDatagram | null {
  const { view } = block;
  const packetInfo = findControl(view, slot, SOL_IPV6, IPV6_PKTINFO);
  const hopLimit = findControl(view, slot, SOL_IPV6, IPV6_HOPLIMIT);
  if (packetInfo < 0 || hopLimit < 0) return null;
  return {
    source: memo.ipv6At(view, slot.name + ipv6AddressOffset),
    destination: memo.ipv6At(view, packetInfo),
    ttl: view.getInt32(hopLimit, hostIsLittleEndian),
    lengthMatches: !slot.truncated,
    payload: block.bytes.subarray(slot.payload, slot.payload + slot.receivedBytes),
  };
}
