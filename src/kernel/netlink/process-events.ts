/** Processes that begin, change and end, as the kernel tells it (its process connector). */
import type { KernelError } from "../../ports/network.ts";
import type {
  OpenProcessEvents,
  ProcessEventListener,
  ProcessEvents,
} from "../../ports/processes.ts";
import { readMessages } from "../../wire/netlink/message.ts";
import {
  decodeProcessEvent,
  encodeProcessListen,
  processConnector,
} from "../../wire/netlink/process-event.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { errno } from "../errno.ts";
import { kernelError } from "../kernel-error.ts";
import type { Poller } from "../poller.ts";
import { RestedWatch } from "../probe-sockets/rested-watch.ts";
import type { Sys } from "../sys.ts";
import { withinNetworkNamespace } from "../within-namespace.ts";
import { type BufferSize, type NetlinkSocket, openNetlinkSocket } from "./netlink-socket.ts";

const operation = "hear of processes";
/** Unless all of this machine that we see is a container. */
const initialNamespace = "/proc/1/ns/net";
/** Where no size is asked for: room for some hundred processes that begin at once. */
const defaultBytes = 256 * 1024;
/** Other events get their turn between so many. */
const datagramsATurn = 256;

export const processEvents =
  (sys: Sys, poller: Poller): OpenProcessEvents =>
  (listener, { bytes, force }) =>
    open(sys, poller, listener, { bytes: bytes ?? defaultBytes, force });

function open(
  sys: Sys,
  poller: Poller,
  listener: ProcessEventListener,
  receiveBuffer: BufferSize,
): Result<ProcessEvents, KernelError> {
  const listen = (): Result<NetlinkSocket, KernelError> => openListening(sys, receiveBuffer);
  const here = listen();
  if (here.ok) return success(new LinuxProcessEvents(here.value, poller, listener));
  // It is there in the initial network namespace alone, which this process may have left.
  const there = withinNetworkNamespace(sys, initialNamespace, listen);
  return there.ok ? success(new LinuxProcessEvents(there.value, poller, listener)) : here;
}

function openListening(sys: Sys, receiveBuffer: BufferSize): Result<NetlinkSocket, KernelError> {
  const { protocol, group } = processConnector;
  const opened = openNetlinkSocket(sys, { operation, protocol, groups: [group], receiveBuffer });
  if (!opened.ok) return opened;
  const socket = opened.value;
  const wish = encodeProcessListen();
  const sent = wish.ok ? socket.send(wish.value) : -errno.EINVAL;
  if (sent >= 0) return success(socket);
  socket.close();
  return failure(kernelError(operation, sent));
}

class LinuxProcessEvents implements ProcessEvents {
  readonly #socket: NetlinkSocket;
  readonly #listener: ProcessEventListener;
  readonly #watch: RestedWatch;
  #closed = false;

  constructor(socket: NetlinkSocket, poller: Poller, listener: ProcessEventListener) {
    this.#socket = socket;
    this.#listener = listener;
    this.#watch = new RestedWatch(poller, socket.descriptor, () => this.#readAll());
  }

  get bufferBytes(): number {
    return this.#socket.receiveBufferBytes;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#watch.close();
    this.#socket.close();
  }

  /** Gives how many there were. */
  #readAll(): number {
    let count = 0;
    for (; count < datagramsATurn && !this.#closed; count++) {
      const datagram = this.#socket.receive(false);
      if (datagram === -errno.ENOBUFS) this.#listener.lost();
      else if (typeof datagram === "number") return count;
      else this.#tell(datagram);
    }
    return count;
  }

  #tell(datagram: Uint8Array): void {
    const messages = readMessages(datagram);
    if (!messages.ok) return;
    for (const message of messages.value) {
      const decoded = decodeProcessEvent(message);
      if (!decoded.ok) continue;
      const event = decoded.value;
      if (event.kind !== "acknowledged") this.#listener.event(event);
      else if (event.errno === 0) this.#listener.listening();
    }
  }
}
