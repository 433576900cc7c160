/** IPVS as a whole: time limits of connections, what it is, emptying it (linux/ip_vs.h). */
import { genericAttributes, genericRequest } from "../netlink/generic-message.ts";
import type { NetlinkDecodeError, NetlinkMessage } from "../netlink/message.ts";
import type { NetlinkEncodeError } from "../netlink/message-writer.ts";
import { failure, type Result, success } from "../result.ts";
import { type IpvsCommand, ipvsAttribute, ipvsCommand, ipvsMessage } from "./command.ts";

export interface IpvsTimeouts {
  readonly tcpSeconds: number;
  readonly tcpFinSeconds: number;
  readonly udpSeconds: number;
}

export interface IpvsInformation {
  /** Three bytes: 0x010201 is 1.2.1. */
  readonly version: number;
  /** Entries of the table of connections. */
  readonly connectionTableSize: number;
}

/** IPVS_INFO_ATTR_*. */
const informationAttribute = { version: 1, connectionTableSize: 2 } as const;

/** Commands that carry nothing: `flush`, and `zero` for the counters of all. */
export const encodePlainCommand = (
  family: number,
  command: Extract<IpvsCommand, "getConfig" | "getInfo" | "flush" | "zero">,
): Result<Uint8Array, NetlinkEncodeError> => genericRequest(ipvsMessage(family, command)).finish();

/** What is null stays as it is. */
export function encodeSetTimeouts(
  family: number,
  { tcpSeconds, tcpFinSeconds, udpSeconds }: { [Name in keyof IpvsTimeouts]: number | null },
): Result<Uint8Array, NetlinkEncodeError> {
  const writer = genericRequest(ipvsMessage(family, "setConfig"));
  if (tcpSeconds !== null) writer.attributeU32(ipvsAttribute.tcpTimeout, tcpSeconds);
  if (tcpFinSeconds !== null) writer.attributeU32(ipvsAttribute.tcpFinTimeout, tcpFinSeconds);
  if (udpSeconds !== null) writer.attributeU32(ipvsAttribute.udpTimeout, udpSeconds);
  return writer.finish();
}

/** Decodes an answer to `getConfig`; never throws. A kernel without a protocol has no time for it. */
export function decodeTimeouts(
  family: number,
  message: NetlinkMessage,
): Result<IpvsTimeouts, NetlinkDecodeError> {
  const attributes = genericAttributes(message, { family, command: ipvsCommand.setConfig });
  if (!attributes.ok) return attributes;
  const reader = attributes.value;
  let tcpSeconds = 0;
  let tcpFinSeconds = 0;
  let udpSeconds = 0;
  while (reader.next()) {
    if (reader.type === ipvsAttribute.tcpTimeout) tcpSeconds = reader.u32();
    if (reader.type === ipvsAttribute.tcpFinTimeout) tcpFinSeconds = reader.u32();
    if (reader.type === ipvsAttribute.udpTimeout) udpSeconds = reader.u32();
  }
  if (reader.error !== null) return failure(reader.error);
  return success({ tcpSeconds, tcpFinSeconds, udpSeconds });
}

/** Decodes an answer to `getInfo`; never throws. */
export function decodeInformation(
  family: number,
  message: NetlinkMessage,
): Result<IpvsInformation, NetlinkDecodeError> {
  const attributes = genericAttributes(message, { family, command: ipvsCommand.setInfo });
  if (!attributes.ok) return attributes;
  const reader = attributes.value;
  let version = 0;
  let connectionTableSize = 0;
  while (reader.next()) {
    if (reader.type === informationAttribute.version) version = reader.u32();
    if (reader.type === informationAttribute.connectionTableSize)
      connectionTableSize = reader.u32();
  }
  if (reader.error !== null) return failure(reader.error);
  return success({ version, connectionTableSize });
}
