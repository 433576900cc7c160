/**
 * Many requests in one datagram. The kernel carries them out in order, goes on after a failure, and
 * queues an answer for each that fails and for the last, which alone asks for one: that is half the
 * work. Answers that do not fit the receive buffer are lost, so a batch is only as large as its
 * answers would be if all failed, and what was lost is asked again in smaller ones.
 */
import type { KernelError } from "../../ports/network.ts";
import { decodeAcknowledgement } from "../../wire/netlink/acknowledgement.ts";
import { messageType, type NetlinkMessage, readMessages } from "../../wire/netlink/message.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { errno } from "../errno.ts";
import { firstOf, type Indexed, joined } from "./netlink-datagram.ts";
import { explained, malformed, type NetlinkRequest, refusal, silent } from "./netlink-request.ts";
import type { NetlinkTransport } from "./netlink-socket.ts";

export type Outcome = Result<null, KernelError>;

/** Measured: the kernel charges a socket 768 bytes for an answer, more with an explanation in it. */
const answerCostBytes = 1280;
/** Stamps a request, as one to be acknowledged or not, and gives its sequence number. */
export type Numbering = (request: NetlinkRequest, acknowledged: boolean) => number;

/** One outcome for each request, in order. Requests have to bear repeating. */
export function executeBatch(
  transport: NetlinkTransport,
  numbering: Numbering,
  requests: readonly NetlinkRequest[],
): readonly Outcome[] {
  const outcomes = new Map<number, Outcome>();
  let limit = Math.max(1, Math.floor(transport.receiveBufferBytes / answerCostBytes));
  let open: readonly Indexed[] = [...requests.entries()];
  while (open.length > 0) {
    const batch = firstOf(open, limit);
    const lost = exchange(transport, numbering, batch, outcomes);
    if (lost && batch.length === 1) refuseAll(batch, outcomes, errno.ENOBUFS, null);
    if (lost) limit = Math.max(1, Math.floor(batch.length / 2));
    const rest = open.slice(batch.length);
    open = lost ? [...batch.filter(([index]) => !outcomes.has(index)), ...rest] : rest;
  }
  return requests.map((_, index) => outcomes.get(index) ?? success(null));
}

/** Sends one datagram and takes its answers; true when some can only be had by asking again. */
function exchange(
  transport: NetlinkTransport,
  numbering: Numbering,
  batch: readonly Indexed[],
  outcomes: Map<number, Outcome>,
): boolean {
  const waiting = new Map<number, Indexed>();
  let last = 0;
  for (const [at, indexed] of batch.entries()) {
    last = numbering(indexed[1], at === batch.length - 1);
    waiting.set(last, indexed);
  }
  const refuseRest = (number: number, explanation: string | null): false => {
    refuseAll([...waiting.values()], outcomes, number, explanation);
    return false;
  };

  const sent = transport.send(joined(batch));
  if (sent === -errno.EMSGSIZE || sent === -errno.ENOBUFS) return true;
  if (sent < 0) return refuseRest(sent, null);
  let overrun = false;
  // Of those before the last, silence is success.
  while (overrun ? waiting.size > 0 : waiting.has(last)) {
    const datagram = transport.receive(!overrun);
    if (typeof datagram !== "number") {
      const problem = settle(datagram, waiting, outcomes);
      if (problem !== null) return refuseRest(errno.EBADMSG, problem);
      continue;
    }
    if (overrun) return true;
    // The answers from before the overrun can still be read.
    overrun = datagram === -errno.ENOBUFS;
    if (datagram === -errno.EAGAIN) return refuseRest(errno.ETIMEDOUT, silent);
    if (!overrun) return refuseRest(datagram, null);
  }
  return false;
}

/** Notes the answers in a datagram; what is wrong with it, or null. Others' answers are late ones. */
function settle(
  datagram: Uint8Array,
  waiting: Map<number, Indexed>,
  outcomes: Map<number, Outcome>,
): string | null {
  const messages = readMessages(datagram);
  if (!messages.ok) return malformed(messages.error);
  for (const message of messages.value) {
    const indexed = waiting.get(message.sequence);
    if (indexed === undefined || message.type !== messageType.error) continue;
    const problem = settleOne(message, indexed, outcomes);
    if (problem !== null) return problem;
    waiting.delete(message.sequence);
  }
  return null;
}

function settleOne(
  message: NetlinkMessage,
  [index, request]: Indexed,
  outcomes: Map<number, Outcome>,
): string | null {
  const answer = decodeAcknowledgement(message);
  if (!answer.ok) return malformed(answer.error);
  const { errno: number } = answer.value;
  const outcome =
    number === 0 ? success(null) : failure(refusal(request, number, explained(answer.value)));
  outcomes.set(index, outcome);
  return null;
}

function refuseAll(
  batch: readonly Indexed[],
  outcomes: Map<number, Outcome>,
  number: number,
  explanation: string | null,
): void {
  for (const [index, request] of batch) {
    outcomes.set(index, failure(refusal(request, number, explanation)));
  }
}
