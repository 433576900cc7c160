/**
 * RTM_NEWROUTE and RTM_DELROUTE as the kernel sends them: what tells a route from another, and no
 * more. A full table of the internet passes by here, so what is nobody's is told by the header.
 */
import { addressFromBytes, type Family, type IpAddress, type Prefix } from "../address.ts";
import { failure, type Result, success } from "../result.ts";
import type { InterfaceIndex } from "../units.ts";
import { addressFamilyNumber } from "./address-message.ts";
import { AttributeReader } from "./attribute-reader.ts";
import {
  aligned,
  messageFlag,
  type NetlinkDecodeError,
  type NetlinkMessage,
  viewOf,
} from "./message.ts";
import { routeAttribute, routeMessageType } from "./route-message.ts";

/** One path, as far as it tells routes apart. */
export interface ReceivedHop {
  readonly gateway: IpAddress | null;
  readonly interfaceIndex: InterfaceIndex | null;
}

export interface ReceivedRoute {
  readonly deleted: boolean;
  /** It took the place of another to the same destination. */
  readonly replaces: boolean;
  readonly family: Family;
  /** RTN_*. */
  readonly type: number;
  readonly destination: Prefix;
  readonly source: Prefix | null;
  readonly typeOfService: number;
  readonly table: number;
  readonly protocol: number;
  /** The kernel's 0 for IPv4, its 1024 for IPv6 where nobody said one. */
  readonly priority: number;
  readonly preferredSource: IpAddress | null;
  readonly hops: readonly ReceivedHop[];
}

const structureBytes = 12;
const protocolOffset = 5;
const pathBytes = 8;

/** rtm_protocol; null where the message is too short to have one. */
export const routeProtocolOf = ({ payload }: NetlinkMessage): number | null =>
  payload[protocolOffset] ?? null;

/** Decodes routes of IPv4 and IPv6; never throws. */
export function decodeRoute(message: NetlinkMessage): Result<ReceivedRoute, NetlinkDecodeError> {
  const { type, flags, payload } = message;
  const deleted = type === routeMessageType.deleted;
  if (!deleted && type !== routeMessageType.created) {
    return failure({ code: "unexpectedType", offset: 0 });
  }
  if (payload.length < structureBytes) {
    return failure({ code: "truncated", offset: payload.length });
  }
  const family = familyOfNumber(payload[0] ?? 0);
  if (family === null) return failure({ code: "unexpectedType", offset: 0 });
  const [, destinationLength = 0, sourceLength = 0, typeOfService = 0, table = 0] = payload;
  const reader = new AttributeReader(payload.subarray(structureBytes), structureBytes);
  const read = readAttributes(reader, family === "ipv4" ? 4 : 16);
  if (reader.error !== null) return failure(reader.error);
  const everywhere = (family === "ipv4" ? "0.0.0.0" : "::") as IpAddress;
  const destination = { address: read.destination ?? everywhere, prefixLength: destinationLength };
  const source = { address: read.source ?? everywhere, prefixLength: sourceLength };
  return success({
    deleted,
    replaces: !deleted && (flags & messageFlag.replace) !== 0,
    family,
    type: payload[7] ?? 0,
    destination,
    source: sourceLength === 0 ? null : source,
    typeOfService,
    table: read.table ?? table,
    protocol: payload[protocolOffset] ?? 0,
    priority: read.priority ?? 0,
    preferredSource: read.preferredSource,
    hops: read.hops.length > 0 ? read.hops : onlyHop(read),
  });
}

const familyOfNumber = (number: number): Family | null =>
  number === addressFamilyNumber.ipv4
    ? "ipv4"
    : number === addressFamilyNumber.ipv6
      ? "ipv6"
      : null;

const onlyHop = ({ gateway, interfaceIndex }: ReceivedHop): readonly ReceivedHop[] =>
  gateway === null && interfaceIndex === null ? [] : [{ gateway, interfaceIndex }];

function readAttributes(reader: AttributeReader, addressLength: 4 | 16) {
  let destination: IpAddress | null = null;
  let source: IpAddress | null = null;
  let preferredSource: IpAddress | null = null;
  let gateway: IpAddress | null = null;
  let interfaceIndex: InterfaceIndex | null = null;
  let priority: number | null = null;
  let table: number | null = null;
  let hops: readonly ReceivedHop[] = [];
  while (reader.next()) {
    switch (reader.type) {
      case routeAttribute.destination:
        destination = reader.address(addressLength);
        break;
      case routeAttribute.source:
        source = reader.address(addressLength);
        break;
      case routeAttribute.preferredSource:
        preferredSource = reader.address(addressLength);
        break;
      case routeAttribute.gateway:
        gateway = reader.address(addressLength);
        break;
      case routeAttribute.via:
        gateway = readVia(reader.bytes());
        break;
      case routeAttribute.outputInterface:
        interfaceIndex = reader.u32() as InterfaceIndex;
        break;
      case routeAttribute.priority:
        priority = reader.u32();
        break;
      case routeAttribute.table:
        table = reader.u32();
        break;
      case routeAttribute.multipath:
        hops = readPaths(reader.bytes(), addressLength);
        break;
    }
  }
  return {
    destination,
    source,
    preferredSource,
    gateway,
    interfaceIndex,
    priority,
    table,
    hops,
  };
}

/** struct rtvia. */
function readVia(bytes: Uint8Array): IpAddress | null {
  const address = bytes.subarray(2);
  return address.length === 4 || address.length === 16 ? addressFromBytes(address) : null;
}

/** struct rtnexthop, one behind the other; what is malformed ends the list. */
function readPaths(bytes: Uint8Array, addressLength: 4 | 16): readonly ReceivedHop[] {
  const hops: ReceivedHop[] = [];
  let offset = 0;
  while (bytes.length - offset >= pathBytes) {
    const view = viewOf(bytes.subarray(offset));
    const length = view.getUint16(0, true);
    if (length < pathBytes || length > view.byteLength) break;
    const inside = new AttributeReader(bytes.subarray(offset + pathBytes, offset + length));
    let gateway: IpAddress | null = null;
    while (inside.next()) {
      if (inside.type === routeAttribute.gateway) gateway = inside.address(addressLength);
      if (inside.type === routeAttribute.via) gateway = readVia(inside.bytes());
    }
    hops.push({ gateway, interfaceIndex: view.getUint32(4, true) as InterfaceIndex });
    offset += aligned(length);
  }
  return hops;
}
