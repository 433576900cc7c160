/** Many datagrams in one system call: recvmmsg(2) into memory laid out once. */
import { allocate, type Block } from "./memory.ts";
import {
  iovecBytes,
  type MessageLayout,
  messageFlags,
  mmsghdrBytes,
  resetMessage,
  transferredBytes,
  writeMessage,
} from "./message-header.ts";
import { ipv6SocketAddressBytes } from "./socket-address.ts";
import { MSG_TRUNC } from "./socket-constants.ts";
import type { Sys } from "./sys.ts";

/**
 * The largest advert there can be: 255 IPv6 addresses (4,088 bytes), an HMAC trailer, and slack.
 */
const payloadBytes = 4608;
/** IPV6_PKTINFO takes 40 bytes, IPV6_HOPLIMIT 24. */
const controlBytes = 96;
const nameBytes = 32;
const slots = 32;
/** A flood must not keep the timer waiting: the rest is read after the loop has gone round. */
const maximumCallsAWakeUp = 4;

/** One datagram in the batch, valid until the callback returns. */
export interface Slot extends MessageLayout {
  readonly receivedBytes: number;
  /** It was longer than the room: its end is lost. */
  readonly truncated: boolean;
}

interface MutableSlot extends MessageLayout {
  receivedBytes: number;
  truncated: boolean;
}

/** Shared by all sockets of a process: nothing is kept in it between two calls. */
export class ReceiveBatch {
  readonly block: Block;
  readonly #sys: Sys;
  readonly #slots: readonly MutableSlot[];

  constructor(sys: Sys) {
    this.#sys = sys;
    this.#slots = Array.from({ length: slots }, (_, index) => layoutOf(index));
    this.block = allocate(slots * (mmsghdrBytes + restBytes));
    for (const slot of this.#slots) writeMessage(this.block, slot);
  }

  /**
   * Hands over what is waiting, in order, until there is no more or `take` says `stop`; gives how
   * many there were.
   */
  receive(
    fd: number,
    take: (slot: Slot) => "more" | "stop",
    maximumCalls = maximumCallsAWakeUp,
  ): number {
    let total = 0;
    for (let call = 0; call < maximumCalls; call++) {
      const count = this.#sys.recvmmsg(fd, this.block.address, slots, 0);
      if (count <= 0) return total;
      total += count;
      const went = this.#handOver(count, take);
      if (went === "stop" || count < slots) return total;
    }
    return total;
  }

  #handOver(count: number, take: (slot: Slot) => "more" | "stop"): "more" | "stop" {
    const { view } = this.block;
    let went: "more" | "stop" = "more";
    for (let index = 0; index < count; index++) {
      const slot = this.#slots[index];
      if (slot === undefined) break;
      if (went === "more") {
        slot.receivedBytes = transferredBytes(view, slot.header);
        slot.truncated = (messageFlags(view, slot.header) & MSG_TRUNC) !== 0;
        went = take(slot);
      }
      resetMessage(view, slot);
    }
    return went;
  }
}

const restBytes = iovecBytes + nameBytes + controlBytes + payloadBytes;

/** All headers first, as the call wants them in one run; then the rest of each slot together. */
function layoutOf(index: number): MutableSlot {
  const iovec = slots * mmsghdrBytes + index * restBytes;
  const name = iovec + iovecBytes;
  const control = name + nameBytes;
  return {
    header: index * mmsghdrBytes,
    iovec,
    name,
    nameBytes: ipv6SocketAddressBytes,
    control,
    controlBytes,
    payload: control + controlBytes,
    payloadBytes,
    receivedBytes: 0,
    truncated: false,
  };
}
