/** Real servers of a service: IPVS_CMD_{NEW,SET,DEL,GET}_DEST (linux/ip_vs.h). */
import {
  addressBytes,
  addressFromBytes,
  type Family,
  familyOf,
  type IpAddress,
} from "../address.ts";
import { addressFamilyNumber } from "../netlink/address-message.ts";
import type { AttributeReader } from "../netlink/attribute-reader.ts";
import { genericRequest, readGenericPart } from "../netlink/generic-message.ts";
import { messageFlag, type NetlinkDecodeError, type NetlinkMessage } from "../netlink/message.ts";
import type { MessageWriter, NetlinkEncodeError } from "../netlink/message-writer.ts";
import { failure, type Result, success } from "../result.ts";
import type { Traffic } from "../traffic.ts";
import { ipvsAttribute, ipvsCommand, ipvsMessage } from "./command.ts";
import {
  addressRoomBytes,
  type IpvsServiceIdentity,
  serviceFamily,
  writeServiceIdentity,
} from "./service-identity.ts";
import { readStatistics } from "./statistics.ts";

/** IP_VS_CONN_F_*: the forwarding methods. */
export const forwardingMethod = { nat: 0, localNode: 1, tunnel: 2, directRouting: 3 } as const;

/** IP_VS_CONN_F_TUNNEL_TYPE_*. */
export const tunnelType = { ipip: 0, gue: 1, gre: 2 } as const;
/** IP_VS_TUNNEL_ENCAP_FLAG_*. */
export const tunnelFlag = { none: 0, plainChecksum: 1, remoteChecksum: 2 } as const;

export interface IpvsTunnel {
  /** `tunnelType`. */
  readonly type: number;
  /** UDP port of gue, else 0. */
  readonly port: number;
  /** `tunnelFlag`. */
  readonly flags: number;
}

export interface IpvsDestination {
  readonly address: IpAddress;
  readonly port: number;
  /** `forwardingMethod`. */
  readonly method: number;
  readonly tunnel: IpvsTunnel;
  readonly weight: number;
  readonly upperThreshold: number;
  readonly lowerThreshold: number;
}

export interface ReceivedDestination extends IpvsDestination {
  /** False before Linux 5.3: all tunnels are then ipip. */
  readonly tellsTunnelType: boolean;
  readonly activeConnections: number;
  readonly inactiveConnections: number;
  readonly persistentConnections: number;
  /** Null where they were not asked for, or the kernel does not give them. */
  readonly statistics: Traffic | null;
}

/** IPVS_DEST_ATTR_*. */
const attribute = {
  address: 1,
  port: 2,
  method: 3,
  weight: 4,
  upperThreshold: 5,
  lowerThreshold: 6,
  activeConnections: 7,
  inactiveConnections: 8,
  persistentConnections: 9,
  statistics: 10,
  addressFamily: 11,
  statistics64: 12,
  tunnelType: 13,
  tunnelPort: 14,
  tunnelFlags: 15,
} as const;

export const plainTunnel: IpvsTunnel = { type: tunnelType.ipip, port: 0, flags: tunnelFlag.none };

export function encodeDestination(
  family: number,
  command: "newDestination" | "setDestination",
  service: IpvsServiceIdentity,
  destination: IpvsDestination,
): Result<Uint8Array, NetlinkEncodeError> {
  const writer = genericRequest(ipvsMessage(family, command));
  writer.nested(ipvsAttribute.service, (nested) => writeServiceIdentity(nested, service));
  writer.nested(ipvsAttribute.destination, (nested) => {
    writeDestinationIdentity(nested, service, destination);
    nested.attributeU32(attribute.method, destination.method);
    nested.attributeU32(attribute.weight, destination.weight);
    nested.attributeU32(attribute.upperThreshold, destination.upperThreshold);
    nested.attributeU32(attribute.lowerThreshold, destination.lowerThreshold);
    writeTunnel(nested, destination.tunnel);
  });
  return writer.finish();
}

/** Kernels that know ipip alone are not asked for more than they have. */
function writeTunnel(writer: MessageWriter, { type, port, flags }: IpvsTunnel): void {
  if (type === tunnelType.ipip && port === 0 && flags === tunnelFlag.none) return;
  writer.attributeU8(attribute.tunnelType, type);
  writer.attributePort(attribute.tunnelPort, port);
  writer.attributeU16(attribute.tunnelFlags, flags);
}

export function encodeRemoveDestination(
  family: number,
  service: IpvsServiceIdentity,
  destination: Pick<IpvsDestination, "address" | "port">,
): Result<Uint8Array, NetlinkEncodeError> {
  const writer = genericRequest(ipvsMessage(family, "deleteDestination"));
  writer.nested(ipvsAttribute.service, (nested) => writeServiceIdentity(nested, service));
  writer.nested(ipvsAttribute.destination, (nested) =>
    writeDestinationIdentity(nested, service, destination),
  );
  return writer.finish();
}

/** Without an address family the kernel takes the service's: all there was before Linux 3.18. */
function writeDestinationIdentity(
  writer: MessageWriter,
  service: IpvsServiceIdentity,
  { address, port }: Pick<IpvsDestination, "address" | "port">,
): void {
  const family = familyOf(address);
  writer.attributeBytes(attribute.address, addressBytes(address), addressRoomBytes);
  writer.attributePort(attribute.port, port);
  if (family !== serviceFamily(service)) {
    writer.attributeU16(attribute.addressFamily, addressFamilyNumber[family]);
  }
}

/** Asks for all destinations of a service; one that is not there has none. */
export function encodeDestinationDump(
  family: number,
  service: IpvsServiceIdentity,
): Result<Uint8Array, NetlinkEncodeError> {
  const writer = genericRequest(ipvsMessage(family, "getDestination"), messageFlag.dump);
  writer.nested(ipvsAttribute.service, (nested) => writeServiceIdentity(nested, service));
  return writer.finish();
}

/** Decodes an answer to `getDestination` of a service of `serviceFamily`; never throws. */
export function decodeDestination(
  family: number,
  message: NetlinkMessage,
  serviceFamily: Family,
  withStatistics: boolean,
): Result<ReceivedDestination, NetlinkDecodeError> {
  const expected = { family, command: ipvsCommand.newDestination };
  const parts = readGenericPart(message, expected, ipvsAttribute.destination, (nested) =>
    readParts(nested, withStatistics),
  );
  if (!parts.ok) return parts;
  const { rawAddress, addressFamily, ...values } = parts.value;
  if (rawAddress === null) return failure({ code: "missingAttribute", offset: 4 });
  const fallback = addressFamilyNumber[serviceFamily];
  const isIpv4 = (addressFamily ?? fallback) === addressFamilyNumber.ipv4;
  const size = isIpv4 ? 4 : 16;
  if (rawAddress.length < size) return failure({ code: "wrongLength", offset: 4 });
  return success({ address: addressFromBytes(rawAddress.subarray(0, size)), ...values });
}

function readParts(reader: AttributeReader, withStatistics: boolean) {
  let rawAddress: Uint8Array | null = null;
  let addressFamily: number | null = null;
  let port = 0;
  let method = 0;
  let weight = 0;
  let upperThreshold = 0;
  let lowerThreshold = 0;
  let activeConnections = 0;
  let inactiveConnections = 0;
  let persistentConnections = 0;
  let type: number | null = null;
  let tunnelPort = 0;
  let flags = 0;
  let statistics: Traffic | null = null;
  let statistics64: Traffic | null = null;
  while (reader.next()) {
    switch (reader.type) {
      case attribute.address:
        rawAddress = reader.bytes();
        break;
      case attribute.addressFamily:
        addressFamily = reader.u16();
        break;
      case attribute.port:
        port = reader.port();
        break;
      case attribute.method:
        method = reader.u32();
        break;
      case attribute.weight:
        weight = reader.u32();
        break;
      case attribute.upperThreshold:
        upperThreshold = reader.u32();
        break;
      case attribute.lowerThreshold:
        lowerThreshold = reader.u32();
        break;
      case attribute.activeConnections:
        activeConnections = reader.u32();
        break;
      case attribute.inactiveConnections:
        inactiveConnections = reader.u32();
        break;
      case attribute.persistentConnections:
        persistentConnections = reader.u32();
        break;
      case attribute.tunnelType:
        type = reader.u8();
        break;
      case attribute.tunnelPort:
        tunnelPort = reader.port();
        break;
      case attribute.tunnelFlags:
        flags = reader.u16();
        break;
      case attribute.statistics:
        if (withStatistics) statistics = readStatistics(reader.nested(), 32);
        break;
      case attribute.statistics64:
        if (withStatistics) statistics64 = readStatistics(reader.nested(), 64);
        break;
    }
  }
  return {
    rawAddress,
    addressFamily,
    port,
    method,
    tunnel: { type: type ?? tunnelType.ipip, port: tunnelPort, flags },
    tellsTunnelType: type !== null,
    weight,
    upperThreshold,
    lowerThreshold,
    activeConnections,
    inactiveConnections,
    persistentConnections,
    statistics: statistics64 ?? statistics,
  };
}
