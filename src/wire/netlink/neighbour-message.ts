/** RTM_NEWNEIGH, RTM_DELNEIGH, RTM_GETNEIGH: who has which address on a link (rtnetlink(7)). */
import { addressBytes, familyOf, type IpAddress } from "../address.ts";
import { failure, type Result, success } from "../result.ts";
import type { InterfaceIndex } from "../units.ts";
import { addressFamilyNumber } from "./address-message.ts";
import { AttributeReader } from "./attribute-reader.ts";
import { messageFlag, type NetlinkDecodeError, type NetlinkMessage, viewOf } from "./message.ts";
import { MessageWriter, type NetlinkEncodeError } from "./message-writer.ts";

const neighbourMessageType = { created: 28, deleted: 29, get: 30 } as const;

export interface Neighbour {
  readonly interfaceIndex: InterfaceIndex;
  readonly address: IpAddress;
  /** Null while it is not resolved. */
  readonly hardwareAddress: Uint8Array | null;
  /** NUD_* (linux/neighbour.h): 0x02 reachable, 0x04 stale, 0x80 permanent. */
  readonly state: number;
  /** NTF_*: 0x08 proxy, 0x80 router. */
  readonly flags: number;
}

export interface ReceivedNeighbour extends Neighbour {
  readonly kind: "neighbour";
  readonly deleted: boolean;
}

const structureBytes = 12;
/** NDA_* (linux/neighbour.h). */
const attribute = { destination: 1, hardwareAddress: 2 } as const;

/** Asks for all neighbours of both families. */
export function encodeNeighbourDump(): Result<Uint8Array, NetlinkEncodeError> {
  const flags = messageFlag.request | messageFlag.dump;
  const writer = new MessageWriter(neighbourMessageType.get, flags);
  return writer.u8(0).u8(0).u16(0).u32(0).u16(0).u8(0).u8(0).finish();
}

/** A request to set an entry, whether it exists or not. */
export function encodeSetNeighbour(neighbour: Neighbour): Result<Uint8Array, NetlinkEncodeError> {
  const flags = messageFlag.request | messageFlag.create | messageFlag.replace;
  return encodeNeighbour(neighbourMessageType.created, flags, neighbour);
}

/** A request to remove an entry. */
export function encodeRemoveNeighbour(
  neighbour: Pick<Neighbour, "interfaceIndex" | "address">,
): Result<Uint8Array, NetlinkEncodeError> {
  const entry = { ...neighbour, hardwareAddress: null, state: 0, flags: 0 };
  return encodeNeighbour(neighbourMessageType.deleted, messageFlag.request, entry);
}

function encodeNeighbour(type: number, flags: number, neighbour: Neighbour) {
  const writer = new MessageWriter(type, flags);
  const family = addressFamilyNumber[familyOf(neighbour.address)];
  writer.u8(family).u8(0).u16(0).u32(neighbour.interfaceIndex);
  writer.u16(neighbour.state).u8(neighbour.flags).u8(0);
  writer.attributeBytes(attribute.destination, addressBytes(neighbour.address));
  if (neighbour.hardwareAddress !== null) {
    writer.attributeBytes(attribute.hardwareAddress, neighbour.hardwareAddress);
  }
  return writer.finish();
}

/** Decodes RTM_NEWNEIGH and RTM_DELNEIGH of IPv4 and IPv6; never throws. */
export function decodeNeighbour(
  message: NetlinkMessage,
): Result<ReceivedNeighbour, NetlinkDecodeError> {
  const { type, payload } = message;
  const deleted = type === neighbourMessageType.deleted;
  if (!deleted && type !== neighbourMessageType.created) {
    return failure({ code: "unexpectedType", offset: 0 });
  }
  if (payload.length < structureBytes) {
    return failure({ code: "truncated", offset: payload.length });
  }
  const view = viewOf(payload);
  const family = view.getUint8(0);
  const isIpv4 = family === addressFamilyNumber.ipv4;
  if (!isIpv4 && family !== addressFamilyNumber.ipv6) {
    return failure({ code: "unexpectedType", offset: 0 });
  }
  const reader = new AttributeReader(payload.subarray(structureBytes), structureBytes);
  let address: IpAddress | null = null;
  let hardwareAddress: Uint8Array | null = null;
  while (reader.next()) {
    if (reader.type === attribute.destination) address = reader.address(isIpv4 ? 4 : 16);
    if (reader.type === attribute.hardwareAddress) hardwareAddress = reader.bytes();
  }
  if (reader.error !== null) return failure(reader.error);
  if (address === null) return failure({ code: "missingAttribute", offset: structureBytes });
  return success({
    kind: "neighbour",
    deleted,
    interfaceIndex: view.getUint32(4, true) as InterfaceIndex,
    state: view.getUint16(8, true),
    flags: view.getUint8(10),
    address,
    hardwareAddress,
  });
}
