/** RTM_NEWLINK, RTM_DELLINK, RTM_GETLINK: network interfaces (rtnetlink(7), RFC 3549 §2.3.3.1). */
import { failure, type Result, success } from "../result.ts";
import type { InterfaceIndex } from "../units.ts";
import { AttributeReader } from "./attribute-reader.ts";
import { messageFlag, type NetlinkDecodeError, type NetlinkMessage, viewOf } from "./message.ts";
import { MessageWriter, type NetlinkEncodeError } from "./message-writer.ts";

export const linkMessageType = { created: 16, deleted: 17, get: 18 } as const;

/**
 * What one message says of a link. Notifications of wireless events and of bridge ports leave out
 * most attributes: null is "not said".
 */
export interface LinkMessage {
  readonly kind: "link";
  readonly deleted: boolean;
  /** AF_UNSPEC 0 speaks of the link itself, AF_BRIDGE 7 of its place in a bridge only. */
  readonly addressFamily: number;
  readonly index: InterfaceIndex;
  /** IFF_* (netdevice(7)). */
  readonly flags: number;
  /** ARPHRD_*; 1 is Ethernet. */
  readonly hardwareType: number;
  readonly name: string | null;
  readonly mtuBytes: number | null;
  readonly hardwareAddress: Uint8Array | null;
  /** IF_OPER_* (RFC 2863 ifOperStatus): 6 is up. */
  readonly operationalState: number | null;
  /** The bridge, bond or VRF it belongs to. */
  readonly master: InterfaceIndex | null;
  /** IFLA_INFO_KIND: "veth", "macvlan"; null for hardware. */
  readonly linkKind: string | null;
  /** IFLA_VRF_TABLE: the routing table of a VRF; null for all others. */
  readonly vrfTable: number | null;
}

/** IFF_* (netdevice(7)). */
export const linkFlag = {
  up: 0x1,
  loopback: 0x8,
  running: 0x40,
  noArp: 0x80,
  multicast: 0x1000,
} as const;

const addressFamilyUnspecified = 0;
const structureBytes = 16;
/** IFLA_* (linux/if_link.h). */
const attribute = {
  hardwareAddress: 1,
  name: 3,
  mtu: 4,
  master: 10,
  operationalState: 16,
  linkInfo: 18,
  extendedMask: 29,
} as const;
/** IFLA_INFO_*, and IFLA_VRF_TABLE inside the data of a VRF. */
const linkInfo = { kind: 1, data: 2 } as const;
const vrfTableAttribute = 1;
/** RTEXT_FILTER_SKIP_STATS: counters are half of each message and nobody here reads them. */
const skipStatistics = 0x8;

/** Asks for all links of the network namespace. */
export function encodeLinkDump(): Result<Uint8Array, NetlinkEncodeError> {
  const flags = messageFlag.request | messageFlag.dump;
  const writer = new MessageWriter(linkMessageType.get, flags);
  writer.u8(addressFamilyUnspecified).u8(0).u16(0).u32(0).u32(0).u32(0);
  return writer.attributeU32(attribute.extendedMask, skipStatistics).finish();
}

/** Brings a link up (IFF_UP), and changes nothing else of it. */
export function encodeLinkUp(index: InterfaceIndex): Result<Uint8Array, NetlinkEncodeError> {
  const writer = new MessageWriter(linkMessageType.created, messageFlag.request);
  writer.u8(addressFamilyUnspecified).u8(0).u16(0).u32(index);
  return writer.u32(linkFlag.up).u32(linkFlag.up).finish();
}

/** Decodes RTM_NEWLINK and RTM_DELLINK; never throws. */
export function decodeLink(message: NetlinkMessage): Result<LinkMessage, NetlinkDecodeError> {
  const { type, payload } = message;
  const deleted = type === linkMessageType.deleted;
  if (!deleted && type !== linkMessageType.created) {
    return failure({ code: "unexpectedType", offset: 0 });
  }
  if (payload.length < structureBytes) {
    return failure({ code: "truncated", offset: payload.length });
  }
  const view = viewOf(payload);
  const reader = new AttributeReader(payload.subarray(structureBytes), structureBytes);
  const attributes = readAttributes(reader);
  if (reader.error !== null) return failure(reader.error);
  return success({
    kind: "link",
    deleted,
    addressFamily: view.getUint8(0),
    hardwareType: view.getUint16(2, true),
    index: view.getUint32(4, true) as InterfaceIndex,
    flags: view.getUint32(8, true),
    ...attributes,
  });
}

function readAttributes(reader: AttributeReader) {
  let name: string | null = null;
  let mtuBytes: number | null = null;
  let hardwareAddress: Uint8Array | null = null;
  let operationalState: number | null = null;
  let master: InterfaceIndex | null = null;
  let kind: LinkKind = { linkKind: null, vrfTable: null };
  while (reader.next()) {
    switch (reader.type) {
      case attribute.name:
        name = reader.text();
        break;
      case attribute.mtu:
        mtuBytes = reader.u32();
        break;
      case attribute.hardwareAddress:
        hardwareAddress = reader.bytes();
        break;
      case attribute.operationalState:
        operationalState = reader.u8();
        break;
      case attribute.master:
        master = reader.u32() as InterfaceIndex;
        break;
      case attribute.linkInfo:
        kind = readLinkKind(reader.nested());
        break;
    }
  }
  return { name, mtuBytes, hardwareAddress, operationalState, master, ...kind };
}

type LinkKind = Pick<LinkMessage, "linkKind" | "vrfTable">;

/** The kind stands in front of its data. */
function readLinkKind(reader: AttributeReader): LinkKind {
  let linkKind: string | null = null;
  let vrfTable: number | null = null;
  while (reader.next()) {
    if (reader.type === linkInfo.kind) linkKind = reader.text();
    if (reader.type === linkInfo.data && linkKind === "vrf") vrfTable = readTable(reader.nested());
  }
  return { linkKind, vrfTable };
}

function readTable(data: AttributeReader): number | null {
  let table: number | null = null;
  while (data.next()) if (data.type === vrfTableAttribute) table = data.u32();
  return table;
}
