/**
 * Questions to the kernel that are answered by any number of messages: whole tables (NLM_F_DUMP), or
 * single entries. Many go out in one datagram. The kernel tells one table at a time, so in a
 * datagram of several dumps each has to fit one message of the kernel's; one that does not makes
 * it refuse those behind it (EBUSY), and they are asked again in smaller datagrams.
 */
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
import { firstOf, type Indexed, joined } from "./netlink-datagram.ts";
import {
  explained,
  malformed,
  type NetlinkRequest,
  refusal,
  silent,
  unsteady,
} from "./netlink-request.ts";
import type { NetlinkTransport } from "./netlink-socket.ts";

/** `index` is the request's. Gives null for a message that is to be left out. */
export type AnswerDecoder<Value> = (
  message: NetlinkMessage,
  index: number,
) => Result<Value, NetlinkDecodeError> | null;

export type Answers<Value> = Result<readonly Value[], KernelError>;

/** Stamps a request and gives its sequence number. */
export type QueryNumbering = (request: NetlinkRequest) => number;

const attempts = 5;
const entryLimit = 1_000_000;
/** Failed dumps may have this many datagrams still to come. */
const drainLimit = 100_000;

/** What one question costs of the receive buffer, at most, while its answer waits to be read. */
export const dumpCostBytes = 40 * 1024;
export const entryCostBytes = 2560;

/**
 * All answers to each request, in order. What changed while the kernel told it (NLM_F_DUMP_INTR) is
 * asked for again, and what the receive buffer did not hold.
 */
export function executeQueries<Value>(
  transport: NetlinkTransport,
  number: QueryNumbering,
  requests: readonly NetlinkRequest[],
  decode: AnswerDecoder<Value>,
  costBytes: number,
): readonly Answers<Value>[] {
  const most = Math.max(1, Math.floor(transport.receiveBufferBytes / costBytes));
  const settled = new Map<number, Answers<Value>>();
  const tried = new Map<number, number>();
  let limit = most;
  let open: readonly Indexed[] = [...requests.entries()];
  while (open.length > 0) {
    const batch = firstOf(open, limit);
    const round = new Round(transport, decode, batch);
    const again = round.ask(number, settled);
    const isAlone = batch.length === 1;
    limit = again.length === 0 ? Math.min(most, 2 * limit) : Math.ceil(batch.length / 2);
    const retried = again.filter(({ query, failed }) => {
      const count = (tried.get(query.index) ?? 0) + 1;
      if (isAlone || failed.errno === errno.EAGAIN) tried.set(query.index, count);
      if (count < attempts) return true;
      settled.set(query.index, refused(query.request, failed));
      return false;
    });
    const repeated = retried.map(({ query }): Indexed => [query.index, query.request]);
    open = [...repeated, ...open.slice(batch.length)];
  }
  return requests.map((_, index) => settled.get(index) ?? success([]));
}

interface Query<Value> {
  readonly index: number;
  readonly request: NetlinkRequest;
  readonly values: Value[];
  interrupted: boolean;
}

interface Failure {
  /** Positive or negative. */
  readonly errno: number;
  readonly explanation: string | null;
}

interface Unanswered<Value> {
  readonly query: Query<Value>;
  readonly failed: Failure;
}

const refused = (request: NetlinkRequest, { errno: number, explanation }: Failure) =>
  failure(refusal(request, number, explanation));

/** Worth asking again: interrupted, lost, or while another dump was being told. */
const passing = new Set<number>([errno.EAGAIN, errno.ENOBUFS, errno.EBUSY]);

/** One datagram and the answers to what is in it. */
class Round<Value> {
  readonly #transport: NetlinkTransport;
  readonly #decode: AnswerDecoder<Value>;
  readonly #batch: readonly Indexed[];
  /** By sequence number. */
  readonly #waiting = new Map<number, Query<Value>>();
  readonly #again: Unanswered<Value>[] = [];
  #settled = new Map<number, Answers<Value>>();
  /** There may be answers still to come that nobody waits for any more. */
  #leftovers = false;

  constructor(
    transport: NetlinkTransport,
    decode: AnswerDecoder<Value>,
    batch: readonly Indexed[],
  ) {
    this.#transport = transport;
    this.#decode = decode;
    this.#batch = batch;
  }

  /** Notes what is settled, and gives what is to be asked again. */
  ask(number: QueryNumbering, settled: Map<number, Answers<Value>>): readonly Unanswered<Value>[] {
    this.#settled = settled;
    for (const [index, request] of this.#batch) {
      this.#waiting.set(number(request), { index, request, values: [], interrupted: false });
    }
    const sent = this.#transport.send(joined(this.#batch));
    if (sent < 0) this.#endAll({ errno: Math.abs(sent), explanation: null });
    else this.#receive();
    if (this.#leftovers) drain(this.#transport);
    return this.#again;
  }

  #receive(): void {
    while (this.#waiting.size > 0) {
      const datagram = this.#transport.receive(true);
      if (datagram === -errno.EAGAIN) {
        this.#endAll({ errno: errno.ETIMEDOUT, explanation: silent });
      } else if (typeof datagram === "number") {
        this.#leftovers = true;
        this.#endAll({ errno: -datagram, explanation: null });
      } else {
        this.#take(datagram);
      }
    }
  }

  #take(datagram: Uint8Array): void {
    const messages = readMessages(datagram);
    if (!messages.ok) {
      this.#leftovers = true;
      this.#endAll({ errno: errno.EBADMSG, explanation: malformed(messages.error) });
      return;
    }
    for (const message of messages.value) {
      const query = this.#waiting.get(message.sequence);
      if (query !== undefined) this.#takeOne(message, query);
    }
  }

  #takeOne(message: NetlinkMessage, query: Query<Value>): void {
    query.interrupted ||= (message.flags & messageFlag.dumpInterrupted) !== 0;
    if (message.type === messageType.done || message.type === messageType.error) {
      this.#conclude(message, query);
      return;
    }
    const decoded = this.#decode(message, query.index);
    if (decoded === null) return;
    const problem = decoded.ok ? null : malformed(decoded.error);
    if (problem !== null) {
      this.#abandon(message.sequence, query, { errno: errno.EBADMSG, explanation: problem });
    } else if (query.values.length === entryLimit) {
      const explanation = `more than ${entryLimit} entries`;
      this.#abandon(message.sequence, query, { errno: errno.EMSGSIZE, explanation });
    } else if (decoded.ok) {
      query.values.push(decoded.value);
    }
  }

  #conclude(message: NetlinkMessage, query: Query<Value>): void {
    this.#waiting.delete(message.sequence);
    const end = decodeAcknowledgement(message);
    if (!end.ok) {
      this.#end(query, { errno: errno.EBADMSG, explanation: malformed(end.error) });
    } else if (end.value.errno !== 0) {
      this.#end(query, { errno: end.value.errno, explanation: explained(end.value) });
    } else if (query.interrupted) {
      this.#end(query, { errno: errno.EAGAIN, explanation: unsteady });
    } else {
      this.#settled.set(query.index, success(query.values));
    }
  }

  #abandon(sequence: number, query: Query<Value>, failed: Failure): void {
    this.#leftovers = true;
    this.#waiting.delete(sequence);
    this.#end(query, failed);
  }

  #end(query: Query<Value>, failed: Failure): void {
    if (passing.has(failed.errno)) this.#again.push({ query, failed });
    else this.#settled.set(query.index, refused(query.request, failed));
  }

  #endAll(failed: Failure): void {
    for (const query of this.#waiting.values()) this.#end(query, failed);
    this.#waiting.clear();
  }
}

function drain(transport: NetlinkTransport): void {
  for (let count = 0; count < drainLimit; count++) {
    if (transport.receive(false) === -errno.EAGAIN) return;
  }
}
