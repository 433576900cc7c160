/**
 * Gratuitous ARP: the frame that tells a segment which station now answers for an IPv4 address.
 *
 * Sender and target protocol address are both the announced one (RFC 5227 §3), so every neighbour
 * that has it cached replaces the hardware address.
 */
import { addressBytes, addressFromBytes, type IpAddress } from "../address.ts";
import { failure, type Result, success } from "../result.ts";
import {
  ethernetField,
  etherTypeArp,
  etherTypeIpv4,
  type HardwareAddress,
  hardwareAddressAt,
} from "./ethernet.ts";

export interface GratuitousArp {
  readonly hardwareAddress: HardwareAddress;
  /** IPv4. */
  readonly address: IpAddress;
}

export type ArpError =
  | { readonly code: "truncated"; readonly neededBytes: number; readonly gotBytes: number }
  | { readonly code: "notEthernetIpv4" }
  /** Sender and target address differ: an ordinary request or reply. */
  | { readonly code: "notGratuitous" };

/** Offsets in the Ethernet frame (RFC 826, "Packet format"). */
const field = {
  hardwareType: 14,
  protocolType: 16,
  hardwareLength: 18,
  protocolLength: 19,
  operation: 20,
  senderHardware: 22,
  senderAddress: 28,
  targetHardware: 32,
  targetAddress: 38,
} as const;
const frameBytes = 42;
const hardwareTypeEthernet = 1;
const operationRequest = 1;

/** One broadcast request of 42 bytes, ready for a packet socket; the driver pads it. */
export function encodeGratuitousArp(arp: GratuitousArp): Uint8Array {
  const address = addressBytes(arp.address);
  if (address.length !== 4) throw new Error(`ARP is for IPv4, not ${arp.address}`);
  const frame = new Uint8Array(frameBytes);
  const view = new DataView(frame.buffer);
  frame.fill(0xff, ethernetField.destination, ethernetField.source);
  frame.set(arp.hardwareAddress, ethernetField.source);
  view.setUint16(ethernetField.etherType, etherTypeArp);
  view.setUint16(field.hardwareType, hardwareTypeEthernet);
  view.setUint16(field.protocolType, etherTypeIpv4);
  view.setUint8(field.hardwareLength, 6);
  view.setUint8(field.protocolLength, 4);
  view.setUint16(field.operation, operationRequest);
  frame.set(arp.hardwareAddress, field.senderHardware);
  frame.set(address, field.senderAddress);
  // Nobody reads it in a request; broadcast is what routers on such a segment have always seen.
  frame.fill(0xff, field.targetHardware, field.targetAddress);
  frame.set(address, field.targetAddress);
  return frame;
}

/**
 * Decodes any bytes; never throws. Request or reply: both announce (RFC 5227 §3). A frame may be
 * longer than 42 bytes: Ethernet pads to 60.
 */
export function decodeGratuitousArp(frame: Uint8Array): Result<GratuitousArp, ArpError> {
  const gotBytes = frame.length;
  if (gotBytes < frameBytes)
    return failure({ code: "truncated", neededBytes: frameBytes, gotBytes });
  const view = new DataView(frame.buffer, frame.byteOffset, frameBytes);
  const isEthernetIpv4 =
    view.getUint16(ethernetField.etherType) === etherTypeArp &&
    view.getUint16(field.hardwareType) === hardwareTypeEthernet &&
    view.getUint16(field.protocolType) === etherTypeIpv4 &&
    view.getUint8(field.hardwareLength) === 6 &&
    view.getUint8(field.protocolLength) === 4;
  if (!isEthernetIpv4) return failure({ code: "notEthernetIpv4" });
  if (view.getUint32(field.senderAddress) !== view.getUint32(field.targetAddress)) {
    return failure({ code: "notGratuitous" });
  }
  const address = addressFromBytes(frame.subarray(field.senderAddress, field.senderAddress + 4));
  return success({ hardwareAddress: hardwareAddressAt(frame, field.senderHardware), address });
}
