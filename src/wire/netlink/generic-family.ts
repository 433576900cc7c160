/** CTRL_CMD_GETFAMILY: which number a generic netlink family has (linux/genetlink.h). */
import { failure, type Result, success } from "../result.ts";
import { genericAttributes, genericRequest } from "./generic-message.ts";
import type { NetlinkDecodeError, NetlinkMessage } from "./message.ts";
import type { NetlinkEncodeError } from "./message-writer.ts";

export interface GenericFamily {
  /** The type of its messages. */
  readonly id: number;
  readonly name: string;
  readonly version: number;
}

const controller = { family: 16, version: 1 } as const;
/** CTRL_CMD_*. */
const command = { newFamily: 1, getFamily: 3 } as const;
/** CTRL_ATTR_*. */
const attribute = { familyId: 1, familyName: 2, version: 3 } as const;
const nameLimitBytes = 15;

/** Asks for the family of a name: ENOENT where the kernel has none. */
export function encodeGetFamily(name: string): Result<Uint8Array, NetlinkEncodeError> {
  const writer = genericRequest({ ...controller, command: command.getFamily });
  return writer.attributeText(attribute.familyName, name, nameLimitBytes).finish();
}

/** Decodes CTRL_CMD_NEWFAMILY; never throws. */
export function decodeFamily(message: NetlinkMessage): Result<GenericFamily, NetlinkDecodeError> {
  const attributes = genericAttributes(message, { ...controller, command: command.newFamily });
  if (!attributes.ok) return attributes;
  const reader = attributes.value;
  let id: number | null = null;
  let name = "";
  let version = 0;
  while (reader.next()) {
    if (reader.type === attribute.familyId) id = reader.u16();
    if (reader.type === attribute.familyName) name = reader.text();
    if (reader.type === attribute.version) version = reader.u32();
  }
  if (reader.error !== null) return failure(reader.error);
  if (id === null) return failure({ code: "missingAttribute", offset: 4 });
  return success({ id, name, version });
}
