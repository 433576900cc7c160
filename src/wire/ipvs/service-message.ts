/** Virtual services: IPVS_CMD_{NEW,SET,DEL,GET}_SERVICE and IPVS_CMD_ZERO (linux/ip_vs.h). */
import { addressBytes, addressFromBytes, type Family, type IpAddress } from "../address.ts";
import { addressFamilyNumber } from "../netlink/address-message.ts";
import type { AttributeReader } from "../netlink/attribute-reader.ts";
import { genericRequest, readGenericPart } from "../netlink/generic-message.ts";
import { messageFlag, type NetlinkDecodeError, type NetlinkMessage } from "../netlink/message.ts";
import type { MessageWriter, NetlinkEncodeError } from "../netlink/message-writer.ts";
import { failure, type Result, success } from "../result.ts";
import type { Traffic } from "../traffic.ts";
import { ipvsAttribute, ipvsCommand, ipvsMessage } from "./command.ts";
import {
  serviceAttribute as attribute,
  type IpvsServiceIdentity,
  serviceFamily,
  serviceIdentityOf,
  writeServiceIdentity,
} from "./service-identity.ts";
import { readStatistics } from "./statistics.ts";

/** IP_VS_SVC_F_*. */
export const serviceFlag = {
  persistent: 0x01,
  /** In the table: the kernel's own. */
  hashed: 0x02,
  onePacket: 0x04,
  scheduler1: 0x08,
  scheduler2: 0x10,
  scheduler3: 0x20,
} as const;

/** Clients that agree in it are one to a persistent service. */
export type IpvsClientMask =
  | { readonly family: "ipv4"; readonly netmask: IpAddress }
  | { readonly family: "ipv6"; readonly prefixLength: number };

export interface IpvsService {
  readonly identity: IpvsServiceIdentity;
  readonly scheduler: string;
  /** `serviceFlag`. */
  readonly flags: number;
  /** Of persistence. */
  readonly timeoutSeconds: number;
  readonly clientMask: IpvsClientMask;
  readonly persistenceEngine: string | null;
}

export interface ReceivedService extends IpvsService {
  /** Null where they were not asked for, or the kernel does not give them. */
  readonly statistics: Traffic | null;
}

const nameLimitBytes = 15;
const allFlags = 0xffffffff;

export function encodeService(
  family: number,
  command: "newService" | "setService",
  service: IpvsService,
): Result<Uint8Array, NetlinkEncodeError> {
  const writer = genericRequest(ipvsMessage(family, command));
  writer.nested(ipvsAttribute.service, (nested) => {
    writeServiceIdentity(nested, service.identity);
    nested.attributeText(attribute.scheduler, service.scheduler, nameLimitBytes);
    if (service.persistenceEngine !== null) {
      nested.attributeText(attribute.persistenceEngine, service.persistenceEngine, nameLimitBytes);
    }
    nested.attributeU32(attribute.flags, service.flags, allFlags);
    nested.attributeU32(attribute.timeout, service.timeoutSeconds);
    writeClientMask(nested, service.clientMask);
  });
  return writer.finish();
}

function writeClientMask(writer: MessageWriter, mask: IpvsClientMask): void {
  if (mask.family === "ipv4") {
    writer.attributeBytes(attribute.netmask, addressBytes(mask.netmask));
  } else {
    writer.attributeU32(attribute.netmask, mask.prefixLength);
  }
}

/** What needs no more than to say which service. */
export function encodeServiceCommand(
  family: number,
  command: "deleteService" | "getService" | "zero",
  identity: IpvsServiceIdentity,
): Result<Uint8Array, NetlinkEncodeError> {
  const writer = genericRequest(ipvsMessage(family, command));
  writer.nested(ipvsAttribute.service, (nested) => writeServiceIdentity(nested, identity));
  return writer.finish();
}

/** Asks for all services of the network namespace. */
export const encodeServiceDump = (family: number): Result<Uint8Array, NetlinkEncodeError> =>
  genericRequest(ipvsMessage(family, "getService"), messageFlag.dump).finish();

/**
 * Decodes an answer to `getService`; never throws. What is neither IPv4 nor IPv6, or of another
 * protocol, is `unexpectedType`.
 */
export function decodeService(
  family: number,
  message: NetlinkMessage,
  withStatistics: boolean,
): Result<ReceivedService, NetlinkDecodeError> {
  const expected = { family, command: ipvsCommand.newService };
  const parts = readGenericPart(message, expected, ipvsAttribute.service, (nested) =>
    readParts(nested, withStatistics),
  );
  return parts.ok ? received(parts.value) : parts;
}

type ServiceParts = ReturnType<typeof readParts>;

function received(parts: ServiceParts): Result<ReceivedService, NetlinkDecodeError> {
  const { addressFamily, rawAddress, netmask, ...rest } = parts;
  const family = families.get(addressFamily);
  const misfit = failure({ code: "unexpectedType" as const, offset: 4 });
  if (family === undefined) return misfit;
  const size = family === "ipv4" ? 4 : 16;
  const isShort = rawAddress !== null && rawAddress.length < size;
  if (isShort) return failure({ code: "wrongLength", offset: 4 });
  const address = rawAddress === null ? null : addressFromBytes(rawAddress.subarray(0, size));
  const { protocol, port, mark, ...settings } = rest;
  const identity = serviceIdentityOf({ family, protocol, address, port, mark });
  if (identity === null) return misfit;
  return success({ identity, ...settings, clientMask: clientMaskOf(identity, netmask) });
}

const families: ReadonlyMap<number, Family> = new Map([
  [addressFamilyNumber.ipv4, "ipv4"],
  [addressFamilyNumber.ipv6, "ipv6"],
]);

/** IPv6 has the prefix's length in the place of a mask, in the machine's order. */
interface Netmask {
  readonly asNumber: number;
  readonly asAddress: IpAddress | null;
}

function clientMaskOf(identity: IpvsServiceIdentity, netmask: Netmask): IpvsClientMask {
  return serviceFamily(identity) === "ipv4"
    ? { family: "ipv4", netmask: netmask.asAddress ?? noMask }
    : { family: "ipv6", prefixLength: netmask.asNumber };
}

const noMask = addressFromBytes(new Uint8Array(4));

function readParts(reader: AttributeReader, withStatistics: boolean) {
  let addressFamily = 0;
  let protocol = 0;
  let rawAddress: Uint8Array | null = null;
  let port = 0;
  let mark = 0;
  let scheduler = "";
  let persistenceEngine: string | null = null;
  let flags = 0;
  let timeoutSeconds = 0;
  let netmask: Netmask = { asNumber: 0, asAddress: null };
  let statistics: Traffic | null = null;
  let statistics64: Traffic | null = null;
  while (reader.next()) {
    switch (reader.type) {
      case attribute.addressFamily:
        addressFamily = reader.u16();
        break;
      case attribute.protocol:
        protocol = reader.u16();
        break;
      case attribute.address:
        rawAddress = reader.bytes();
        break;
      case attribute.port:
        port = reader.port();
        break;
      case attribute.mark:
        mark = reader.u32();
        break;
      case attribute.scheduler:
        scheduler = reader.text();
        break;
      case attribute.persistenceEngine:
        persistenceEngine = reader.text();
        break;
      case attribute.flags:
        flags = reader.u32();
        break;
      case attribute.timeout:
        timeoutSeconds = reader.u32();
        break;
      case attribute.netmask:
        netmask = { asNumber: reader.u32(), asAddress: reader.leadingAddress(4) };
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
    addressFamily,
    protocol,
    rawAddress,
    port,
    mark,
    scheduler,
    persistenceEngine,
    flags,
    timeoutSeconds,
    netmask,
    statistics: statistics64 ?? statistics,
  };
}
