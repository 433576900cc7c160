/**
 * Many messages in as few system calls as possible: sendmmsg(2) over a contiguous run of headers.
 */
import { errno } from "./errno.ts";
import { allocate } from "./memory.ts";
import { mmsghdrBytes } from "./message-header.ts";
import type { Sys } from "./sys.ts";

/** 16 KiB of headers; the kernel takes up to 1024 a call. */
const batchSize = 256;

/** Anything that has its mmsghdr, and keeps alive what that points to. */
export interface Message {
  readonly header: Uint8Array;
}

/** Reused for every send of a process: nothing is kept in it between two calls. */
export class SendBatch {
  readonly #sys: Sys;
  readonly #block = allocate(batchSize * mmsghdrBytes);

  constructor(sys: Sys) {
    this.#sys = sys;
  }

  /** Sends all, the rest also after a refusal; gives 0 or the first negative error number. */
  send(fd: number, messages: readonly Message[]): number {
    let refusal = 0;
    let filled = 0;
    for (const message of messages) {
      this.#block.bytes.set(message.header, filled * mmsghdrBytes);
      filled++;
      if (filled < batchSize) continue;
      const refused = sendRun(this.#sys, fd, this.#block.address, filled);
      refusal ||= refused;
      filled = 0;
    }
    const refused = sendRun(this.#sys, fd, this.#block.address, filled);
    return refusal || refused;
  }
}

/**
 * Sends `count` messages whose headers lie one after the other; gives 0 or the first negative
 * error number. A refused message is stepped over. A full send queue refuses all that is left:
 * none of it would be on time later.
 */
export function sendRun(sys: Sys, fd: number, headers: bigint, count: number): number {
  let refusal = 0;
  let done = 0;
  while (done < count) {
    const sent = sys.sendmmsg(fd, headers + BigInt(done * mmsghdrBytes), count - done, 0);
    if (sent > 0) {
      done += sent;
      continue;
    }
    refusal ||= sent;
    if (sent === -errno.EAGAIN) break;
    done++;
  }
  return refusal;
}
