/**
 * One epoll descriptor for any number of sockets (epoll(7)), itself watched by the event loop.
 *
 * A handle of the event loop for each of two thousand connections a second would cost more than the
 * connections. Level-triggered: what is not dealt with is reported again.
 */
import type { KernelError } from "../../ports/network.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { kernelError } from "../kernel-error.ts";
import { hostIsLittleEndian } from "../memory.ts";
import type { Poller } from "../poller.ts";
import type { Sys } from "../sys.ts";
import { RestedWatch } from "./rested-watch.ts";

export const EPOLLIN = 0x001;
export const EPOLLOUT = 0x004;
export const EPOLLERR = 0x008;
export const EPOLLHUP = 0x010;

const EPOLL_CLOEXEC = 0o2000000;
const EPOLL_CTL_ADD = 1;
const EPOLL_CTL_DEL = 2;
const EPOLL_CTL_MOD = 3;

/** struct epoll_event is packed on x86-64 alone. */
const dataOffset = process.arch === "x64" ? 4 : 8;
const eventBytes = dataOffset + 8;
const eventsACall = 256;
/** The event loop gets its turn after so many calls, however much is ready. */
const callsATurn = 8;

/** What is told of events on its descriptor. */
export interface EpollMember {
  readonly fd: number;
  ready(events: number): void;
  /** Closes the descriptor. */
  close(): void;
}

interface Entry {
  readonly member: EpollMember;
  readonly generation: number;
}

export class Epoll {
  readonly #sys: Sys;
  readonly #fd: number;
  readonly #watch: RestedWatch;
  /** By descriptor. */
  readonly #entries = new Map<number, Entry>();
  readonly #event = new Uint8Array(eventBytes);
  readonly #eventView = new DataView(this.#event.buffer);
  readonly #ready = new Uint8Array(eventsACall * eventBytes);
  readonly #readyView = new DataView(this.#ready.buffer);
  /** A number of a descriptor is given again at once; events in hand may be about its last owner. */
  #generation = 0;
  #closed = false;

  constructor(sys: Sys, poller: Poller, fd: number) {
    this.#sys = sys;
    this.#fd = fd;
    this.#watch = new RestedWatch(poller, fd, () => this.#deliver());
  }

  /** 0, or the negative error number: ENOSPC, ENOMEM. */
  add(member: EpollMember, events: number): number {
    this.#generation = (this.#generation + 1) >>> 0;
    const entry = { member, generation: this.#generation };
    const result = this.#control(EPOLL_CTL_ADD, member.fd, events, entry.generation);
    if (result >= 0) this.#entries.set(member.fd, entry);
    return result;
  }

  /** For a member that was added. */
  change(member: EpollMember, events: number): void {
    const entry = this.#entries.get(member.fd);
    if (entry?.member !== member) throw new Error(`descriptor ${member.fd} is not watched`);
    const result = this.#control(EPOLL_CTL_MOD, member.fd, events, entry.generation);
    if (result < 0) throw new Error(`epoll_ctl of descriptor ${member.fd}: errno ${-result}`);
  }

  /** For a descriptor that stays open. */
  remove(member: EpollMember): void {
    this.forget(member);
    this.#sys.epollControl(this.#fd, EPOLL_CTL_DEL, member.fd, null);
  }

  /** For a descriptor that is about to be closed: the kernel removes it then by itself. */
  forget(member: EpollMember): void {
    this.#entries.delete(member.fd);
  }

  /** Its members are closed first. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { member } of [...this.#entries.values()]) member.close();
    this.#watch.close();
    this.#sys.close(this.#fd);
  }

  #control(operation: number, fd: number, events: number, generation: number): number {
    const view = this.#eventView;
    view.setUint32(0, events, hostIsLittleEndian);
    view.setUint32(dataOffset, fd, hostIsLittleEndian);
    view.setUint32(dataOffset + 4, generation, hostIsLittleEndian);
    return this.#sys.epollControl(this.#fd, operation, fd, this.#event);
  }

  /** Gives how many there were. */
  #deliver(): number {
    let delivered = 0;
    for (let calls = 0; calls < callsATurn && !this.#closed; calls++) {
      const count = this.#sys.epollReady(this.#fd, this.#ready, eventsACall);
      for (let index = 0; index < count; index++) this.#deliverOne(index * eventBytes);
      delivered += Math.max(0, count);
      if (count < eventsACall) break;
    }
    return delivered;
  }

  #deliverOne(offset: number): void {
    const view = this.#readyView;
    const entry = this.#entries.get(view.getUint32(offset + dataOffset, hostIsLittleEndian));
    const generation = view.getUint32(offset + dataOffset + 4, hostIsLittleEndian);
    if (entry?.generation !== generation) return;
    entry.member.ready(view.getUint32(offset, hostIsLittleEndian));
  }
}

export function openEpoll(sys: Sys, poller: Poller): Result<Epoll, KernelError> {
  const fd = sys.epollCreate(EPOLL_CLOEXEC);
  if (fd < 0) return failure(kernelError("create an epoll descriptor", fd));
  return success(new Epoll(sys, poller, fd));
}
