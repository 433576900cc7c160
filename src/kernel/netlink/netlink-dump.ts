/** Reading a whole table of the kernel (NLM_F_DUMP): many messages, over many datagrams. */
import type { KernelError } from "../../ports/network.ts";
import { decodeAcknowledgement } from "../../wire/netlink/acknowledgement.ts";
import {
  messageFlag,
  messageType,
  type NetlinkDecodeError,
  type NetlinkMessage,
  readMessages,
} from "../../wire/netlink/message.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { errno } from "../errno.ts";
import { explained, malformed, type NetlinkRequest, refusal, silent } from "./netlink-request.ts";
import type { NetlinkTransport } from "./netlink-socket.ts";

/** Gives null for a message that is to be left out. */
export type DumpDecoder<Value> = (
  message: NetlinkMessage,
) => Result<Value, NetlinkDecodeError> | null;

const attempts = 5;
const entryLimit = 1_000_000;
/** A failed dump may have this many datagrams still to come. */
const drainLimit = 100_000;
const unsteady = "the table changed faster than it could be read";

/**
 * All entries of a table. One that changed while the kernel told it (NLM_F_DUMP_INTR) is asked for
 * again; `number` stamps the request and gives its sequence number.
 */
export function executeDump<Value>(
  transport: NetlinkTransport,
  number: (request: NetlinkRequest) => number,
  request: NetlinkRequest,
  decode: DumpDecoder<Value>,
): Result<readonly Value[], KernelError> {
  for (let attempt = 1; ; attempt++) {
    const values: Value[] = [];
    const end = attemptDump(transport, number(request), request.message, decode, values);
    if (end === "complete") return success(values);
    if (end.drain) drain(transport);
    const again = end.errno === errno.EAGAIN || end.errno === errno.ENOBUFS;
    if (!again || attempt === attempts) {
      return failure(refusal(request, end.errno, end.explanation));
    }
  }
}

interface Failure {
  /** Positive. */
  readonly errno: number;
  readonly explanation: string | null;
  /** There may be more of the answer to come, and the kernel takes one dump at a time. */
  readonly drain: boolean;
}

function attemptDump<Value>(
  transport: NetlinkTransport,
  sequence: number,
  message: Uint8Array,
  decode: DumpDecoder<Value>,
  values: Value[],
): "complete" | Failure {
  const sent = transport.send(message);
  if (sent < 0) return { errno: -sent, explanation: null, drain: false };
  let interrupted = false;
  for (;;) {
    const datagram = transport.receive(true);
    if (datagram === -errno.EAGAIN) {
      return { errno: errno.ETIMEDOUT, explanation: silent, drain: false };
    }
    if (typeof datagram === "number") return { errno: -datagram, explanation: null, drain: true };
    const messages = readMessages(datagram);
    if (!messages.ok) return unreadable(messages.error);
    for (const message of messages.value) {
      if (message.sequence !== sequence) continue;
      interrupted ||= (message.flags & messageFlag.dumpInterrupted) !== 0;
      const end = take(message, decode, values);
      if (end === "complete" && interrupted) {
        return { errno: errno.EAGAIN, explanation: unsteady, drain: false };
      }
      if (end !== null) return end;
    }
  }
}

/** Adds one message to the values; tells when it is the last or a failure. */
function take<Value>(
  message: NetlinkMessage,
  decode: DumpDecoder<Value>,
  values: Value[],
): "complete" | Failure | null {
  if (message.type === messageType.done || message.type === messageType.error) {
    const end = decodeAcknowledgement(message);
    if (!end.ok) return unreadable(end.error);
    if (end.value.errno === 0) return "complete";
    return { errno: end.value.errno, explanation: explained(end.value), drain: false };
  }
  const decoded = decode(message);
  if (decoded === null) return null;
  if (!decoded.ok) return unreadable(decoded.error);
  if (values.length === entryLimit) {
    return { errno: errno.EMSGSIZE, explanation: `more than ${entryLimit} entries`, drain: true };
  }
  values.push(decoded.value);
  return null;
}

const unreadable = (error: NetlinkDecodeError): Failure => ({
  errno: errno.EBADMSG,
  explanation: malformed(error),
  drain: true,
});

function drain(transport: NetlinkTransport): void {
  for (let count = 0; count < drainLimit; count++) {
    if (transport.receive(false) === -errno.EAGAIN) return;
  }
}
