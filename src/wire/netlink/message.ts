/**
 * Netlink messages (RFC 3549 §2.2, netlink(7)): a datagram holds one or more of them, each with a
 * header of 16 bytes and padded to four. Numbers are in the machine's own order, which is little
 * endian on every machine Holdfast runs on; addresses inside attributes are in network order.
 */
import { failure, type Result, success } from "../result.ts";

export interface NetlinkMessage {
  /** NLMSG_* below 16, else the family's own: RTM_* for rtnetlink. */
  readonly type: number;
  /** NLM_F_*. */
  readonly flags: number;
  /** The request's number; 0 in most notifications. */
  readonly sequence: number;
  /** Port of the socket that asked; 0 when the kernel speaks of its own accord. */
  readonly port: number;
  /** A view into the datagram, valid as long as the datagram's bytes are. */
  readonly payload: Uint8Array;
}

/** Why bytes are no message. `offset` counts from the start of what was given to the decoder. */
export interface NetlinkDecodeError {
  readonly code: "truncated" | "wrongLength" | "missingAttribute" | "unexpectedType";
  readonly offset: number;
}

export const headerBytes = 16;

/** Types common to all families (linux/netlink.h). */
export const messageType = { noop: 1, error: 2, done: 3, overrun: 4 } as const;

/** NLM_F_* (linux/netlink.h); `replace` to `create` belong to requests that make something. */
export const messageFlag = {
  request: 0x1,
  multipart: 0x2,
  acknowledge: 0x4,
  dumpInterrupted: 0x10,
  dump: 0x300,
  replace: 0x100,
  exclusive: 0x200,
  create: 0x400,
  append: 0x800,
  /** Of an error: the request's payload is left out (NETLINK_CAP_ACK). */
  capped: 0x100,
  /** Of an error or done: attributes with an explanation follow (NETLINK_EXT_ACK). */
  acknowledgeAttributes: 0x200,
} as const;

/** Netlink aligns messages and attributes to four bytes. */
export const aligned = (length: number): number => (length + 3) & ~3;

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Splits a datagram into its messages; one malformed message refuses the whole datagram. */
export function readMessages(
  datagram: Uint8Array,
): Result<readonly NetlinkMessage[], NetlinkDecodeError> {
  const view = viewOf(datagram);
  const messages: NetlinkMessage[] = [];
  let offset = 0;
  while (offset < datagram.length) {
    const left = datagram.length - offset;
    if (left < headerBytes) return failure({ code: "truncated", offset });
    const length = view.getUint32(offset, true);
    if (length < headerBytes) return failure({ code: "wrongLength", offset });
    if (length > left) return failure({ code: "truncated", offset });
    messages.push({
      type: view.getUint16(offset + 4, true),
      flags: view.getUint16(offset + 6, true),
      sequence: view.getUint32(offset + 8, true),
      port: view.getUint32(offset + 12, true),
      payload: datagram.subarray(offset + headerBytes, offset + length),
    });
    offset += aligned(length);
  }
  return success(messages);
}

/** Numbers an encoded request and adds flags to it, in place: the client's part of the header. */
export function stampRequest(message: Uint8Array, sequence: number, flags: number): void {
  const view = viewOf(message);
  view.setUint16(6, view.getUint16(6, true) | flags, true);
  view.setUint32(8, sequence, true);
}
