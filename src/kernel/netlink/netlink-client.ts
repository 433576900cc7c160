/**
 * Requests to the kernel over netlink and their answers. The kernel does the work and queues the
 * answer before `send` returns, so a conversation is synchronous and takes microseconds.
 */
import type { KernelError } from "../../ports/network.ts";
import { messageFlag, stampRequest } from "../../wire/netlink/message.ts";
import { type Result, success } from "../../wire/result.ts";
import { executeBatch } from "./netlink-batch.ts";
import {
  type AnswerDecoder,
  type Answers,
  dumpCostBytes,
  entryCostBytes,
  executeQueries,
} from "./netlink-queries.ts";
import type { NetlinkRequest } from "./netlink-request.ts";
import type { NetlinkTransport } from "./netlink-socket.ts";

export class NetlinkClient {
  readonly #transport: NetlinkTransport;
  #sequence = 0;

  constructor(transport: NetlinkTransport) {
    this.#transport = transport;
  }

  /**
   * Carries out all requests in order, in as few datagrams as the buffers allow, and gives one result
   * for each. A failure does not keep the kernel from those after it. A request whose answer was lost
   * is asked again, so give only what bears repeating.
   */
  execute(requests: readonly NetlinkRequest[]): readonly Result<null, KernelError>[] {
    const number = (request: NetlinkRequest, acknowledged: boolean) =>
      this.#number(request, acknowledged ? messageFlag.acknowledge : 0);
    return executeBatch(this.#transport, number, requests);
  }

  /** All entries of the table that `request` asks for, taken again while it changes meanwhile. */
  dump<Value>(request: NetlinkRequest, decode: AnswerDecoder<Value>): Answers<Value> {
    const [answers] = this.dumpEach([request], decode);
    return answers ?? success([]);
  }

  /** The tables that the requests ask for, several in a datagram. */
  dumpEach<Value>(
    requests: readonly NetlinkRequest[],
    decode: AnswerDecoder<Value>,
  ): readonly Answers<Value>[] {
    const number = (asked: NetlinkRequest) => this.#number(asked, messageFlag.dump);
    return executeQueries(this.#transport, number, requests, decode, dumpCostBytes);
  }

  /** The single entries that the requests ask for; one that is not there is the kernel's refusal. */
  askEach<Value>(
    requests: readonly NetlinkRequest[],
    decode: AnswerDecoder<Value>,
  ): readonly Answers<Value>[] {
    const number = (asked: NetlinkRequest) => this.#number(asked, messageFlag.acknowledge);
    return executeQueries(this.#transport, number, requests, decode, entryCostBytes);
  }

  close(): void {
    this.#transport.close();
  }

  /** Never 0, which notifications carry. */
  #number(request: NetlinkRequest, flags: number): number {
    this.#sequence = this.#sequence === 0xffffffff ? 1 : this.#sequence + 1;
    stampRequest(request.message, this.#sequence, flags);
    return this.#sequence;
  }
}
