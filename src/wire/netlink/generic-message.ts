/** Generic netlink: families that share one protocol and get their number at run time. */
import { failure, type Result, success } from "../result.ts";
import { AttributeReader } from "./attribute-reader.ts";
import { messageFlag, type NetlinkDecodeError, type NetlinkMessage } from "./message.ts";
import { MessageWriter } from "./message-writer.ts";

/** A command of a family, as its messages name it (struct genlmsghdr). */
export interface GenericCommand {
  /** The family's number, from `generic-family.ts`. */
  readonly family: number;
  readonly command: number;
  readonly version: number;
}

const headerBytes = 4;

/** A request whose attributes are still to be written; `flags` are NLM_F_* beside "request". */
export function genericRequest(to: GenericCommand, flags = 0): MessageWriter {
  const writer = new MessageWriter(to.family, messageFlag.request | flags);
  return writer.u8(to.command).u8(to.version).u16(0);
}

/** The attributes of a message that has to be of this family and command; never throws. */
export function genericAttributes(
  message: NetlinkMessage,
  { family, command }: Pick<GenericCommand, "family" | "command">,
): Result<AttributeReader, NetlinkDecodeError> {
  const { type, payload } = message;
  if (type !== family) return failure({ code: "unexpectedType", offset: 0 });
  if (payload.length < headerBytes) return failure({ code: "truncated", offset: payload.length });
  if (payload[0] !== command) return failure({ code: "unexpectedType", offset: 0 });
  return success(new AttributeReader(payload.subarray(headerBytes), headerBytes));
}

/**
 * What `read` makes of the one nested attribute that such a message is about; `missingAttribute`
 * without it.
 */
export function readGenericPart<Part>(
  message: NetlinkMessage,
  expected: Pick<GenericCommand, "family" | "command">,
  attribute: number,
  read: (nested: AttributeReader) => Part,
): Result<Part, NetlinkDecodeError> {
  const attributes = genericAttributes(message, expected);
  if (!attributes.ok) return attributes;
  const reader = attributes.value;
  let part: { readonly read: Part } | null = null;
  while (reader.next()) if (reader.type === attribute) part = { read: read(reader.nested()) };
  if (reader.error !== null) return failure(reader.error);
  if (part === null) return failure({ code: "missingAttribute", offset: headerBytes });
  return success(part.read);
}
