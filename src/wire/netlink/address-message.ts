/** RTM_NEWADDR, RTM_DELADDR, RTM_GETADDR: addresses of interfaces (rtnetlink(7)). */
import { addressBytes, type Family, familyOf, type IpAddress } from "../address.ts";
import { failure, type Result, success } from "../result.ts";
import type { InterfaceIndex } from "../units.ts";
import { AttributeReader } from "./attribute-reader.ts";
import { messageFlag, type NetlinkDecodeError, type NetlinkMessage, viewOf } from "./message.ts";
import { MessageWriter, type NetlinkEncodeError } from "./message-writer.ts";

export const addressMessageType = { created: 20, deleted: 21, get: 22 } as const;

/** IFA_F_* (linux/if_addr.h). */
export const addressFlag = {
  secondary: 0x1,
  noDuplicateDetection: 0x2,
  home: 0x10,
  deprecated: 0x20,
  tentative: 0x40,
  permanent: 0x80,
  managedTemporary: 0x100,
  noPrefixRoute: 0x200,
  autojoin: 0x400,
} as const;

/** AF_* as the kernel numbers them. */
export const addressFamilyNumber: Readonly<Record<Family, number>> = { ipv4: 2, ipv6: 10 };
/** A lifetime that does not end. */
export const foreverSeconds = 0xffffffff;

/**
 * IFA_PROTO of addresses that keepalived adds, and Holdfast too: whoever starts after a crash
 * recognises what was left behind.
 */
export const keepalivedProtocol = 18;

/** What both identifies an address and is all that its removal needs. */
export interface AddressIdentity {
  readonly interfaceIndex: InterfaceIndex;
  /** Our own side. */
  readonly address: IpAddress;
  /** The other side of a point-to-point link, or null. */
  readonly peer: IpAddress | null;
  /** Of `peer` where there is one. */
  readonly prefixLength: number;
}

export interface AddressMessage extends AddressIdentity {
  /** RT_SCOPE_*: 0 global, 253 link, 254 host. The kernel derives it itself for IPv6. */
  readonly scope: number;
  /** IFA_F_*. */
  readonly flags: number;
  /** IPv4 only, at most 15 bytes. */
  readonly label: string | null;
  readonly broadcast: IpAddress | null;
  /** Seconds; null where nothing was said, `foreverSeconds` for no end. */
  readonly lifetimes: { readonly preferred: number; readonly valid: number } | null;
  /** IFA_PROTO, since Linux 5.18; 0 is unspecified. */
  readonly protocol: number;
}

export interface ReceivedAddress extends AddressMessage {
  readonly kind: "address";
  readonly deleted: boolean;
}

const structureBytes = 8;
const labelLimitBytes = 15;
/** IFA_* (linux/if_addr.h). */
const attribute = {
  address: 1,
  local: 2,
  label: 3,
  broadcast: 4,
  cacheInfo: 6,
  flags: 8,
  protocol: 11,
} as const;

/** Asks for all addresses of both families in the network namespace. */
export function encodeAddressDump(): Result<Uint8Array, NetlinkEncodeError> {
  const writer = new MessageWriter(addressMessageType.get, messageFlag.request | messageFlag.dump);
  return writer.u8(0).u8(0).u8(0).u8(0).u32(0).finish();
}

/**
 * A request to add an address. `mode` is NLM_F_CREATE with NLM_F_EXCL (one that exists is EEXIST) or
 * with NLM_F_REPLACE (one that exists gets the new lifetimes and, for IPv6, the new flags).
 */
export function encodeAddAddress(
  address: AddressMessage,
  mode: "exclusive" | "replace",
): Result<Uint8Array, NetlinkEncodeError> {
  const flags = messageFlag.request | messageFlag.create | messageFlag[mode];
  const writer = new MessageWriter(addressMessageType.created, flags);
  writeStructure(writer, address, address.scope);
  writer.attributeBytes(attribute.local, addressBytes(address.address));
  if (address.flags !== 0) writer.attributeU32(attribute.flags, address.flags);
  if (address.label !== null) {
    writer.attributeText(attribute.label, address.label, labelLimitBytes);
  }
  writer.attributeBytes(attribute.address, addressBytes(address.peer ?? address.address));
  if (address.broadcast !== null) {
    writer.attributeBytes(attribute.broadcast, addressBytes(address.broadcast));
  }
  if (address.lifetimes !== null) {
    const { preferred, valid } = address.lifetimes;
    writer.attributeU32(attribute.cacheInfo, preferred, valid, 0, 0);
  }
  if (address.protocol !== 0) writer.attributeU8(attribute.protocol, address.protocol);
  return writer.finish();
}

/** A request to remove an address: the kernel matches address, prefix length and peer. */
export function encodeRemoveAddress(
  identity: AddressIdentity,
): Result<Uint8Array, NetlinkEncodeError> {
  const writer = new MessageWriter(addressMessageType.deleted, messageFlag.request);
  writeStructure(writer, identity, 0);
  writer.attributeBytes(attribute.local, addressBytes(identity.address));
  writer.attributeBytes(attribute.address, addressBytes(identity.peer ?? identity.address));
  return writer.finish();
}

/** struct ifaddrmsg; its eight bits of flags stay 0 because IFA_FLAGS takes precedence. */
function writeStructure(writer: MessageWriter, identity: AddressIdentity, scope: number): void {
  const family = addressFamilyNumber[familyOf(identity.address)];
  writer.u8(family).u8(identity.prefixLength).u8(0).u8(scope).u32(identity.interfaceIndex);
}

/** Decodes RTM_NEWADDR and RTM_DELADDR of IPv4 and IPv6; never throws. */
export function decodeAddress(
  message: NetlinkMessage,
): Result<ReceivedAddress, NetlinkDecodeError> {
  const { type, payload } = message;
  const deleted = type === addressMessageType.deleted;
  if (!deleted && type !== addressMessageType.created) {
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
  const { near, far, flags, ...attributes } = readAttributes(reader, isIpv4 ? 4 : 16);
  if (reader.error !== null) return failure(reader.error);
  // Without IFA_LOCAL, as for IPv6 without a peer, IFA_ADDRESS is our own side.
  const address = near ?? far;
  if (address === null) return failure({ code: "missingAttribute", offset: structureBytes });
  return success({
    kind: "address",
    deleted,
    interfaceIndex: view.getUint32(4, true) as InterfaceIndex,
    prefixLength: view.getUint8(1),
    scope: view.getUint8(3),
    address,
    peer: far === address ? null : far,
    flags: flags ?? view.getUint8(2),
    ...attributes,
  });
}

function readAttributes(reader: AttributeReader, addressLength: 4 | 16) {
  let near: IpAddress | null = null;
  let far: IpAddress | null = null;
  let label: string | null = null;
  let broadcast: IpAddress | null = null;
  let flags: number | null = null;
  let lifetimes: AddressMessage["lifetimes"] = null;
  let protocol = 0;
  while (reader.next()) {
    switch (reader.type) {
      case attribute.local:
        near = reader.address(addressLength);
        break;
      case attribute.address:
        far = reader.address(addressLength);
        break;
      case attribute.label:
        label = reader.text();
        break;
      case attribute.broadcast:
        broadcast = reader.address(addressLength);
        break;
      case attribute.flags:
        flags = reader.u32();
        break;
      case attribute.cacheInfo: {
        const [preferred, valid] = reader.u32List(2);
        lifetimes = { preferred: preferred ?? 0, valid: valid ?? 0 };
        break;
      }
      case attribute.protocol:
        protocol = reader.u8();
        break;
    }
  }
  return { near, far, label, broadcast, flags, lifetimes, protocol };
}
