/** A kernel that is a function from the requests in a datagram to the datagrams of its answer. */
import assert from "node:assert/strict";
import { errno } from "../../../../src/kernel/errno.ts";
import type { NetlinkTransport } from "../../../../src/kernel/netlink/netlink-socket.ts";
import {
  messageFlag,
  messageType,
  type NetlinkMessage,
  readMessages,
  viewOf,
} from "../../../../src/wire/netlink/message.ts";
import { MessageWriter } from "../../../../src/wire/netlink/message-writer.ts";

/** Bytes of a datagram, or the negative number that receiving gives instead. */
export type Answer = Uint8Array | number;
export type Kernel = (requests: readonly NetlinkMessage[]) => readonly Answer[];

export interface FakeTransport extends NetlinkTransport {
  /** How many requests each datagram held. */
  readonly sent: number[];
  /** Puts datagrams or errors into the receive queue. */
  queue(...answers: readonly Answer[]): void;
  closed: boolean;
}

export function fakeTransport(
  kernel: Kernel,
  options: { readonly receiveBufferBytes?: number; readonly sendResult?: number } = {},
): FakeTransport {
  const queue: Answer[] = [];
  const transport: FakeTransport = {
    receiveBufferBytes: options.receiveBufferBytes ?? 1 << 20,
    sent: [],
    closed: false,
    queue: (...answers) => queue.push(...answers),
    send: (datagram) => {
      const messages = readMessages(datagram);
      assert.ok(messages.ok, "the client sends well-formed requests");
      transport.sent.push(messages.value.length);
      if (options.sendResult !== undefined) return options.sendResult;
      queue.push(...kernel(messages.value));
      return 0;
    },
    receive: () => queue.shift() ?? -errno.EAGAIN,
    close: () => {
      transport.closed = true;
    },
  };
  return transport;
}

/** Replies carry the request's number. */
export function numbered(message: Uint8Array, sequence: number): Uint8Array {
  viewOf(message).setUint32(8, sequence, true);
  return message;
}

function finished(writer: MessageWriter): Uint8Array {
  const result = writer.finish();
  assert.ok(result.ok);
  return result.value;
}

/** NLMSG_ERROR for a request, capped, with the kernel's words and an offset where given. */
export function acknowledge(
  { type, flags, sequence }: NetlinkMessage,
  number = 0,
  words?: { readonly text: string; readonly offset: number },
): Uint8Array {
  const explained = words === undefined ? 0 : messageFlag.acknowledgeAttributes;
  const writer = new MessageWriter(messageType.error, messageFlag.capped | explained);
  writer.u32((0x1_0000_0000 - number) % 0x1_0000_0000);
  writer.u32(16).u16(type).u16(flags).u32(sequence).u32(0);
  if (words !== undefined) {
    writer.attributeText(1, words.text, 200).attributeU32(2, words.offset);
  }
  return numbered(finished(writer), sequence);
}

/** The end of a dump. */
export const done = ({ sequence }: NetlinkMessage, flags = 0): Uint8Array =>
  numbered(
    finished(new MessageWriter(messageType.done, messageFlag.multipart | flags).u32(0)),
    sequence,
  );

/** RTM_NEWLINK or RTM_DELLINK. */
export function linkBytes(index: number, name: string, options: LinkOptions = {}): Uint8Array {
  const { deleted = false, family = 0, flags = 0x1043, mtuBytes = 1500 } = options;
  const writer = new MessageWriter(deleted ? 17 : 16, options.messageFlags ?? 0);
  writer.u8(family).u8(0).u16(1).u32(index).u32(flags).u32(0);
  writer.attributeText(3, name, 15).attributeU32(4, mtuBytes);
  return finished(writer.attributeBytes(1, Uint8Array.of(2, 0, 0, 0, 0, index)));
}

interface LinkOptions {
  readonly deleted?: boolean;
  readonly family?: number;
  readonly flags?: number;
  readonly mtuBytes?: number;
  readonly messageFlags?: number;
}

/** RTM_NEWADDR or RTM_DELADDR of an IPv4 /24 that is `10.0.0.<host>`. */
export function addressBytes4(index: number, host: number, deleted = false): Uint8Array {
  const writer = new MessageWriter(deleted ? 21 : 20, 0);
  writer.u8(2).u8(24).u8(0x80).u8(0).u32(index);
  const bytes = Uint8Array.of(10, 0, 0, host);
  return finished(writer.attributeBytes(2, bytes).attributeBytes(1, bytes).attributeU8(11, 18));
}

/** The first request of a datagram: a dump is sent alone. */
export function only(requests: readonly NetlinkMessage[]): NetlinkMessage {
  const [request] = requests;
  assert.ok(request !== undefined && requests.length === 1);
  return request;
}
