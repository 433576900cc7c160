/**
 * Requests to the kernel over netlink and their answers. The kernel does the work and queues the
 * answer before `send` returns, so a conversation is synchronous and takes microseconds.
 */
import type { KernelError } from "../../ports/network.ts";
import { messageFlag, stampRequest } from "../../wire/netlink/message.ts";
import type { Result } from "../../wire/result.ts";
import { executeBatch } from "./netlink-batch.ts";
import { type DumpDecoder, executeDump } from "./netlink-dump.ts";
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
    const number = (request: NetlinkRequest) => this.#number(request, messageFlag.acknowledge);
    return executeBatch(this.#transport, number, requests);
  }

  /** All entries of the table that `request` asks for, taken again while it changes meanwhile. */
  dump<Value>(
    request: NetlinkRequest,
    decode: DumpDecoder<Value>,
  ): Result<readonly Value[], KernelError> {
    const number = (asked: NetlinkRequest) => this.#number(asked, messageFlag.dump);
    return executeDump(this.#transport, number, request, decode);
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
