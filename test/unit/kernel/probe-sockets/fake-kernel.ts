/** Sockets and one epoll descriptor as the kernel has them, and a test decides what happens. */
import assert from "node:assert/strict";
import { errno } from "../../../../src/kernel/errno.ts";
import { systemCalls } from "../../../../src/kernel/libc.ts";
import { hostIsLittleEndian, int32At, int32Bytes } from "../../../../src/kernel/memory.ts";
import type { Poller } from "../../../../src/kernel/poller.ts";
import { openProbeSockets } from "../../../../src/kernel/probe-sockets/probe-sockets.ts";
import { SO_ERROR } from "../../../../src/kernel/socket-constants.ts";
import type { Sys } from "../../../../src/kernel/sys.ts";
import type {
  ProbeSocket,
  ProbeSocketListener,
  ProbeSocketOptions,
} from "../../../../src/ports/probe-sockets.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";

export const event = { readable: 1, writable: 4, error: 8, hangUp: 16 } as const;
const dataOffset = process.arch === "x64" ? 4 : 8;
const eventBytes = dataOffset + 8;
const firstDescriptor = 3;

interface OpenSocket {
  readonly arguments: readonly number[];
  /** `level:option=value`, in order. */
  readonly settings: string[];
  bound: Uint8Array | null;
  connected: Uint8Array | null;
  /** What receiving gives, one after the other: bytes, or a negative error number. */
  readonly incoming: (Uint8Array | number)[];
  readonly sent: number[][];
  error: number;
}

export class FakeKernel {
  readonly open = new Map<number, OpenSocket>();
  /** struct epoll_event of each descriptor that is watched. */
  readonly watched = new Map<number, Uint8Array>();
  readonly calls: string[] = [];
  readonly #events: Uint8Array[] = [];
  /** What calls give instead of success, by their name; `setsockopt 1:36` for one option. */
  readonly refusals = new Map<string, number>();
  /** How many bytes sends take; more is EAGAIN. */
  room = Number.POSITIVE_INFINITY;
  epollClosed = 0;
  #wake: (() => void) | null = null;

  readonly sys: Sys = {
    ...systemCalls(),
    socket: (...given) => this.#refused("socket") ?? this.#newDescriptor(given),
    setsockopt: (fd, level, option, value) => {
      const refusal = this.#refused(`setsockopt ${level}:${option}`);
      this.socket(fd).settings.push(`${level}:${option}=${Buffer.from(value).toString("hex")}`);
      return refusal ?? 0;
    },
    getsockopt: (fd, _level, option, value) => {
      assert.equal(option, SO_ERROR);
      value.set(int32Bytes(this.socket(fd).error));
      return 0;
    },
    bind: (fd, address) => {
      this.socket(fd).bound = address;
      return this.#refused("bind") ?? 0;
    },
    connect: (fd, address) => {
      this.socket(fd).connected = address;
      return this.#refused("connect") ?? -errno.EINPROGRESS;
    },
    sendto: (fd, bytes) => {
      const socket = this.socket(fd);
      const refusal = this.#refused("send");
      if (refusal !== undefined) return refusal;
      const taken = Math.min(bytes.length, this.room);
      if (taken === 0 && bytes.length > 0) return -errno.EAGAIN;
      this.room -= taken;
      socket.sent.push([...bytes.subarray(0, taken)]);
      return taken;
    },
    recv: (fd, bytes) => {
      const next = this.socket(fd).incoming.shift() ?? -errno.EAGAIN;
      if (typeof next === "number") return next;
      bytes.set(next);
      return next.length;
    },
    close: (fd) => {
      if (fd === epollDescriptor) this.epollClosed++;
      else {
        this.socket(fd);
        this.open.delete(fd);
        this.watched.delete(fd);
      }
      this.calls.push(`close ${fd}`);
      return 0;
    },
    epollCreate: () => this.#refused("epollCreate") ?? epollDescriptor,
    epollControl: (_epoll, operation, fd, given) => {
      this.socket(fd);
      const refusal = this.#refused("epollControl");
      if (refusal !== undefined) return refusal;
      if (given === null) this.watched.delete(fd);
      else this.watched.set(fd, given.slice());
      this.calls.push(`epoll ${operation} ${fd} ${given === null ? "" : int32At(given)}`.trim());
      return 0;
    },
    epollReady: (_epoll, events, maximum) => {
      const taken = this.#events.splice(0, maximum);
      for (const [index, bytes] of taken.entries()) events.set(bytes, index * eventBytes);
      return taken.length;
    },
  };

  readonly poller: Poller = {
    watch: (_fd, _interest, callback) => {
      this.#wake = () => callback({ readable: true, writable: false });
      return { pause: () => {}, resume: () => {}, close: () => {} };
    },
  };

  /** The one that is open; using another is the mistake these tests look for. */
  socket(fd: number): OpenSocket {
    const socket = this.open.get(fd);
    assert.ok(socket !== undefined, `descriptor ${fd} is not open`);
    return socket;
  }

  /** What the descriptor is watched for. */
  interest(fd: number): number {
    const bytes = this.watched.get(fd);
    assert.ok(bytes !== undefined, `descriptor ${fd} is not watched`);
    return int32At(bytes);
  }

  /** Events as of now: of whoever the descriptor belongs to at this moment. */
  happens(fd: number, events: number): void {
    const bytes = this.watched.get(fd)?.slice();
    assert.ok(bytes !== undefined, `descriptor ${fd} is not watched`);
    new DataView(bytes.buffer).setUint32(0, events, hostIsLittleEndian);
    this.#events.push(bytes);
  }

  /** The event loop notices. */
  wake(): void {
    this.#wake?.();
  }

  /** The lowest that is free, as the kernel does. */
  #newDescriptor(given: readonly number[]): number {
    let fd = firstDescriptor;
    while (this.open.has(fd)) fd++;
    const empty = { settings: [], bound: null, connected: null, incoming: [], sent: [], error: 0 };
    this.open.set(fd, { arguments: given, ...empty });
    return fd;
  }

  #refused(call: string): number | undefined {
    const number = this.refusals.get(call);
    return number === undefined ? undefined : -number;
  }
}

const epollDescriptor = 1000;

/** What a listener heard, in words. */
export class Ear implements ProbeSocketListener {
  readonly heard: string[] = [];
  /** Done when something is heard. */
  reaction: (what: string) => void = () => {};

  connected(): void {
    this.#hear("connected");
  }
  received(bytes: Uint8Array): void {
    this.#hear(`received ${Buffer.from(bytes).toString("latin1")}`);
  }
  ended(): void {
    this.#hear("ended");
  }
  failed(name: string): void {
    this.#hear(`failed ${name}`);
  }
  #hear(what: string): void {
    this.heard.push(what);
    this.reaction(what);
  }
}

export const plain: ProbeSocketOptions = {
  transport: "tcp",
  address: "192.0.2.1" as IpAddress,
  port: 80,
  bindAddress: null,
  bindPort: null,
  bindInterface: null,
  mark: 0,
};

export interface OpenedSocket {
  readonly socket: ProbeSocket;
  readonly fd: number;
  readonly ear: Ear;
}

/** Probe sockets over a kernel of the test. */
export class SocketScene {
  readonly kernel = new FakeKernel();
  readonly sockets = this.#made();

  open(options: Partial<ProbeSocketOptions> = {}): OpenedSocket {
    const ear = new Ear();
    const before = new Set(this.kernel.open.keys());
    const opened = this.sockets.open({ ...plain, ...options }, ear);
    assert.ok(opened.ok, opened.ok ? "" : JSON.stringify(opened.error));
    const fd = [...this.kernel.open.keys()].find((each) => !before.has(each)) ?? -1;
    return { socket: opened.value, fd, ear };
  }

  connected(options: Partial<ProbeSocketOptions> = {}): OpenedSocket {
    const opened = this.open(options);
    this.happens(opened.fd, event.writable);
    return opened;
  }

  happens(fd: number, events: number): void {
    this.kernel.happens(fd, events);
    this.kernel.wake();
  }

  #made() {
    const sockets = openProbeSockets(this.kernel.sys, this.kernel.poller);
    assert.ok(sockets.ok);
    return sockets.value;
  }
}
