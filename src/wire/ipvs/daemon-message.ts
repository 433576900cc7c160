/** Connection synchronisation: IPVS_CMD_{NEW,DEL,GET}_DAEMON (linux/ip_vs.h). */
import { addressBytes, familyOf, type IpAddress } from "../address.ts";
import type { AttributeReader } from "../netlink/attribute-reader.ts";
import { genericRequest, readGenericPart } from "../netlink/generic-message.ts";
import { messageFlag, type NetlinkDecodeError, type NetlinkMessage } from "../netlink/message.ts";
import type { NetlinkEncodeError } from "../netlink/message-writer.ts";
import type { Result } from "../result.ts";
import { ipvsAttribute, ipvsCommand, ipvsMessage } from "./command.ts";

/** IP_VS_STATE_*. */
export const daemonState = { master: 1, backup: 2 } as const;

export interface IpvsDaemon {
  /** `daemonState`. */
  readonly state: number;
  readonly interface: string;
  readonly syncId: number;
  /** The rest is null where the kernel chooses, or is too old to be asked (before Linux 4.3). */
  readonly longestMessage: number | null;
  readonly group: IpAddress | null;
  readonly port: number | null;
  readonly ttl: number | null;
}

/** IPVS_DAEMON_ATTR_*. */
const attribute = {
  state: 1,
  interface: 2,
  syncId: 3,
  longestMessage: 4,
  group: 5,
  group6: 6,
  port: 7,
  ttl: 8,
} as const;
const interfaceLimitBytes = 15;

export function encodeStartDaemon(
  family: number,
  daemon: IpvsDaemon,
): Result<Uint8Array, NetlinkEncodeError> {
  const writer = genericRequest(ipvsMessage(family, "newDaemon"));
  const { longestMessage, group, port, ttl } = daemon;
  writer.nested(ipvsAttribute.daemon, (nested) => {
    nested.attributeU32(attribute.state, daemon.state);
    nested.attributeText(attribute.interface, daemon.interface, interfaceLimitBytes);
    nested.attributeU32(attribute.syncId, daemon.syncId);
    if (longestMessage !== null) nested.attributeU16(attribute.longestMessage, longestMessage);
    if (group !== null) {
      const type = familyOf(group) === "ipv4" ? attribute.group : attribute.group6;
      nested.attributeBytes(type, addressBytes(group));
    }
    if (port !== null) nested.attributeU16(attribute.port, port);
    if (ttl !== null) nested.attributeU8(attribute.ttl, ttl);
  });
  return writer.finish();
}

export function encodeStopDaemon(
  family: number,
  state: number,
): Result<Uint8Array, NetlinkEncodeError> {
  const writer = genericRequest(ipvsMessage(family, "deleteDaemon"));
  writer.nested(ipvsAttribute.daemon, (nested) => nested.attributeU32(attribute.state, state));
  return writer.finish();
}

export const encodeDaemonDump = (family: number): Result<Uint8Array, NetlinkEncodeError> =>
  genericRequest(ipvsMessage(family, "getDaemon"), messageFlag.dump).finish();

/** Decodes an answer to `getDaemon`; never throws. */
export function decodeDaemon(
  family: number,
  message: NetlinkMessage,
): Result<IpvsDaemon, NetlinkDecodeError> {
  const expected = { family, command: ipvsCommand.newDaemon };
  return readGenericPart(message, expected, ipvsAttribute.daemon, readDaemon);
}

function readDaemon(reader: AttributeReader): IpvsDaemon {
  let state = 0;
  let name = "";
  let syncId = 0;
  let longestMessage: number | null = null;
  let group: IpAddress | null = null;
  let port: number | null = null;
  let ttl: number | null = null;
  while (reader.next()) {
    switch (reader.type) {
      case attribute.state:
        state = reader.u32();
        break;
      case attribute.interface:
        name = reader.text();
        break;
      case attribute.syncId:
        syncId = reader.u32();
        break;
      case attribute.longestMessage:
        longestMessage = reader.u16();
        break;
      case attribute.group:
        group = reader.address(4);
        break;
      case attribute.group6:
        group = reader.address(16);
        break;
      case attribute.port:
        port = reader.u16();
        break;
      case attribute.ttl:
        ttl = reader.u8();
        break;
    }
  }
  return { state, interface: name, syncId, longestMessage, group, port, ttl };
}
