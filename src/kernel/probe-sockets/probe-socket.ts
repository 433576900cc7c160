/** One socket of a health check. */
import type { ProbeSocket, ProbeSocketListener } from "../../ports/probe-sockets.ts";
import { errno, errnoName } from "../errno.ts";
import { int32At, int32Bytes } from "../memory.ts";
import {
  MSG_DONTWAIT,
  MSG_NOSIGNAL,
  SO_ERROR,
  SO_LINGER,
  SOL_SOCKET,
} from "../socket-constants.ts";
import type { Sys } from "../sys.ts";
import { EPOLLERR, EPOLLHUP, EPOLLIN, EPOLLOUT, type Epoll, type EpollMember } from "./epoll.ts";
import type { SocketKind } from "./recipe.ts";

/** Shared by all sockets of a process: what they have in common. */
export interface ProbeSocketParts {
  readonly sys: Sys;
  readonly epoll: Epoll;
  readonly buffer: Uint8Array;
}

/** Others get their turn after so many reads; the rest is reported again. */
const readsATurn = 8;
/** Requests are small: more than this waits only where a check has gone wrong. */
const maximumQueuedBytes = 1 << 20;
/** struct linger: on, and no time for what is unsent. */
const resetAtClose = new Uint8Array([...int32Bytes(1), ...int32Bytes(0)]);
const value = new Uint8Array(4);
const valueLength = int32Bytes(4);

const notTaken = -1;

/** RFC 791 §3.1: IHL, in words. */
const ipv4HeaderBytes = (packet: Uint8Array): number => ((packet[0] ?? 0) & 0x0f) * 4;

type Phase = "connecting" | "connected" | "ended" | "closed";

export class EpollProbeSocket implements ProbeSocket, EpollMember {
  readonly fd: number;
  readonly #parts: ProbeSocketParts;
  readonly #kind: SocketKind;
  readonly #listener: ProbeSocketListener;
  #phase: Phase = "connecting";
  #interest = EPOLLOUT;
  /** What the kernel has not taken yet, in order. */
  #unsent: Uint8Array[] = [];
  #unsentBytes = 0;
  /** Of a send: reported from the event loop, as all errors are. */
  #sendError = 0;

  constructor(
    parts: ProbeSocketParts,
    fd: number,
    kind: SocketKind,
    listener: ProbeSocketListener,
  ) {
    this.#parts = parts;
    this.fd = fd;
    this.#kind = kind;
    this.#listener = listener;
  }

  /** Begins to listen; 0, or the negative error number. */
  register(): number {
    return this.#parts.epoll.add(this, this.#interest);
  }

  send(bytes: Uint8Array): void {
    if (this.#phase === "closed" || this.#sendError !== 0) return;
    const mustWait = this.#phase === "connecting" || this.#unsent.length > 0;
    const sent = mustWait ? notTaken : this.#transmit(bytes);
    if (sent < bytes.length) this.#queue(bytes.slice(Math.max(0, sent)));
    if (this.#phase !== "connecting") this.#follow();
  }

  close(reset = false): void {
    if (this.#phase === "closed") return;
    if (reset) this.#parts.sys.setsockopt(this.fd, SOL_SOCKET, SO_LINGER, resetAtClose);
    this.#parts.epoll.forget(this);
    this.#phase = "closed";
    this.#parts.sys.close(this.fd);
  }

  release(): number {
    if (this.#phase === "closed") throw new Error("this socket is closed already");
    this.#parts.epoll.remove(this);
    this.#phase = "closed";
    return this.fd;
  }

  ready(events: number): void {
    if (this.#phase === "connecting") return this.#settleConnection(events);
    if (this.#sendError !== 0) return this.#fail(this.#sendError);
    if ((events & EPOLLIN) !== 0) this.#receive();
    else if ((events & (EPOLLERR | EPOLLHUP)) !== 0) return this.#fail(this.#pendingError());
    if ((events & EPOLLOUT) !== 0) this.#flush();
  }

  #settleConnection(events: number): void {
    if ((events & (EPOLLERR | EPOLLHUP)) !== 0) return this.#fail(this.#pendingError());
    if ((events & EPOLLOUT) === 0) return;
    this.#phase = "connected";
    this.#listener.connected();
    // Most are closed by now: a handshake was all that was asked for.
    this.#flush();
  }

  #receive(): void {
    const { sys, buffer } = this.#parts;
    for (let reads = 0; reads < readsATurn; reads++) {
      const count = sys.recv(this.fd, buffer, MSG_DONTWAIT);
      if (count === -errno.EAGAIN || count === -errno.EINTR) return;
      if (count < 0) return this.#fail(-count);
      if (count === 0 && this.#kind === "stream") return this.#end();
      const start = this.#kind === "ipv4Packet" ? ipv4HeaderBytes(buffer) : 0;
      this.#listener.received(buffer.subarray(Math.min(start, count), count));
      if (this.#isClosed()) return;
      if (this.#kind === "stream" && count < buffer.length) return;
    }
  }

  #end(): void {
    this.#phase = "ended";
    this.#follow();
    this.#listener.ended();
  }

  #flush(): void {
    while (!this.#isClosed()) {
      const first = this.#unsent[0];
      const sent = first === undefined ? notTaken : this.#transmit(first);
      if (first === undefined || sent < 0) return this.#follow();
      this.#unsentBytes -= sent;
      if (sent === first.length) this.#unsent.shift();
      else this.#unsent[0] = first.subarray(sent);
    }
  }

  /** How much the kernel took, which may be nothing of an empty datagram; an error is noted. */
  #transmit(bytes: Uint8Array): number {
    const sent = this.#parts.sys.sendto(this.fd, bytes, MSG_DONTWAIT | MSG_NOSIGNAL, null);
    if (sent >= 0) return sent;
    if (sent !== -errno.EAGAIN && sent !== -errno.EINTR) this.#sendError = -sent;
    return notTaken;
  }

  #queue(bytes: Uint8Array): void {
    this.#unsentBytes += bytes.length;
    if (this.#unsentBytes > maximumQueuedBytes) this.#sendError = errno.ENOBUFS;
    else this.#unsent.push(bytes);
  }

  /** Asks for what is waited for now. */
  #follow(): void {
    if (this.#isClosed()) return;
    const waitsToSend = this.#unsent.length > 0 || this.#sendError !== 0;
    const interest = (this.#phase === "ended" ? 0 : EPOLLIN) | (waitsToSend ? EPOLLOUT : 0);
    if (interest === this.#interest) return;
    this.#interest = interest;
    this.#parts.epoll.change(this, interest);
  }

  /** A connection that hangs up without an error was reset after its error had been read. */
  #pendingError(): number {
    const result = this.#parts.sys.getsockopt(this.fd, SOL_SOCKET, SO_ERROR, value, valueLength);
    return (result < 0 ? -result : int32At(value)) || errno.ECONNRESET;
  }

  #fail(number: number): void {
    this.close();
    this.#listener.failed(errnoName(number));
  }

  #isClosed(): boolean {
    return this.#phase === "closed";
  }
}
