/** Raw VRRP sockets: adverts of many instances out in one call, and in again one by one. */
import type {
  AdvertSocket,
  AdvertSocketFactory,
  AdvertSocketOptions,
  PreparedDatagram,
  ReceivedDatagram,
} from "../ports/adverts.ts";
import type { KernelError } from "../ports/network.ts";
import { addressBytes, type IpAddress } from "../wire/address.ts";
import { failure, type Result, success } from "../wire/result.ts";
import { AddressMemo } from "./address-memo.ts";
import { advertSocketPlan } from "./advert-socket-plan.ts";
import { kernelError } from "./kernel-error.ts";
import type { Poller, Watch } from "./poller.ts";
import { PreparedMessage } from "./prepared-message.ts";
import { ReceiveBatch, type Slot } from "./receive-batch.ts";
import { ReceiveRest } from "./receive-rest.ts";
import { type ReceivedView, readIpv4, readIpv6 } from "./received-advert.ts";
import { SendBatch } from "./send-batch.ts";
import { ipSocketAddress } from "./socket-address.ts";
import { openSocket } from "./socket-options.ts";
import type { Sys } from "./sys.ts";
import { monotonicClock } from "./timer.ts";

/** What all sockets of a process share: its loop is in one of them at a time. */
interface Shared {
  readonly sys: Sys;
  readonly poller: Poller;
  readonly sending: SendBatch;
  readonly receiving: ReceiveBatch;
  readonly received: ReceivedView;
}

/** A flood must not keep the timer waiting: the rest is read after the loop has gone round. */
const callsAWakeUp = 4;
/** As many as the receive buffer holds, and a bound all the same. */
const callsADrain = 256;

type Receive = (datagram: ReceivedDatagram) => void;

/** One for each process. */
export function createAdvertSocketFactory(sys: Sys, poller: Poller): AdvertSocketFactory {
  const receiving = new ReceiveBatch(sys);
  const received = { block: receiving.block, memo: new AddressMemo() };
  const shared: Shared = { sys, poller, sending: new SendBatch(sys), receiving, received };
  return {
    open: (options, receive) => {
      const opened = openSocket(sys, advertSocketPlan(options));
      if (!opened.ok) return opened;
      return success(new RawAdvertSocket(shared, options, opened.value, receive));
    },
  };
}

class RawAdvertSocket implements AdvertSocket {
  readonly #shared: Shared;
  readonly #options: AdvertSocketOptions;
  readonly #fd: number;
  readonly #receive: Receive;
  readonly #watch: Watch;
  readonly #rest: ReceiveRest;
  #closed = false;

  constructor(shared: Shared, options: AdvertSocketOptions, fd: number, receive: Receive) {
    this.#shared = shared;
    this.#options = options;
    this.#fd = fd;
    this.#receive = receive;
    this.#watch = shared.poller.watch(fd, { readable: true }, () => {
      this.#rest.received(this.#read(callsAWakeUp));
    });
    this.#rest = new ReceiveRest(this.#watch, monotonicClock);
  }

  prepare(packet: Uint8Array, source: IpAddress, destination: IpAddress): PreparedDatagram {
    const { family, interfaceIndex } = this.#options;
    const to = ipSocketAddress(destination, interfaceIndex);
    const packetInfo = family === "ipv4" ? null : { source: addressBytes(source), interfaceIndex };
    return new PreparedMessage(packet, to, packetInfo);
  }

  send(datagrams: readonly PreparedDatagram[]): Result<null, KernelError> {
    if (this.#closed || datagrams.length === 0) return success(null);
    const refusal = this.#shared.sending.send(this.#fd, datagrams.map(preparedHere));
    if (refusal === 0) return success(null);
    const { interfaceName } = this.#options;
    if (interfaceName === "") return failure(kernelError("send adverts", refusal));
    return failure(kernelError(`send adverts on ${interfaceName}`, refusal, { interfaceName }));
  }

  drain(): void {
    if (!this.#closed) this.#read(callsADrain);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#rest.end();
    this.#watch.close();
    this.#shared.sys.close(this.#fd);
  }

  /** Gives how many datagrams there were. */
  #read(maximumCalls: number): number {
    const { receiving, received } = this.#shared;
    const read = this.#options.family === "ipv4" ? readIpv4 : readIpv6;
    const take = (slot: Slot) => {
      const datagram = read(received, slot);
      if (datagram !== null) this.#receive(datagram);
      // The receiver may have closed this socket; its number may already be another's.
      return this.#closed ? "stop" : "more";
    };
    return receiving.receive(this.#fd, take, maximumCalls);
  }
}

function preparedHere(datagram: PreparedDatagram): PreparedMessage {
  if (datagram instanceof PreparedMessage) return datagram;
  throw new Error("a datagram was prepared by another kind of socket");
}
