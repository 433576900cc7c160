/**
 * What a tracked script writes: read as it comes, so that it never waits, and all but the end of it
 * forgotten. One pipe for all runs of a script: making one for each would cost more than its start.
 */

import { int32At } from "../../../kernel/memory.ts";
import { EPOLLIN, type Epoll, type EpollMember } from "../../../kernel/probe-sockets/epoll.ts";
import type { Sys } from "../../../kernel/sys.ts";
import { failure, type Result, success } from "../../../wire/result.ts";

/** Kept of each run; of what was written before them nothing is. */
const mostBytes = 2048;
const mostLines = 5;
const O_NONBLOCK = 0o4000;
const O_CLOEXEC = 0o2000000;
const F_SETFL = 4;
/** A pipe holds as much by default (pipe(7)). */
const roomBytes = 64 * 1024;
/** One that writes without end leaves the event loop to others between its turns. */
const readsATurn = 4;
const room = new Uint8Array(roomBytes);

export class ScriptOutput implements EpollMember {
  readonly #sys: Sys;
  readonly #epoll: Epoll;
  /** To read from: of no interest to a script. */
  readonly fd: number;
  /** What the script has as standard output and error. */
  readonly descriptor: number;
  readonly #tail = new Uint8Array(mostBytes);
  /** Of the tail. */
  #size = 0;
  #closed = false;

  private constructor(sys: Sys, epoll: Epoll, fd: number, descriptor: number) {
    this.#sys = sys;
    this.#epoll = epoll;
    this.fd = fd;
    this.descriptor = descriptor;
  }

  /** Or the negative error number. */
  static open(sys: Sys, epoll: Epoll): Result<ScriptOutput, number> {
    const descriptors = new Uint8Array(8);
    const made = sys.pipe(descriptors, O_CLOEXEC | O_NONBLOCK);
    if (made < 0) return failure(made);
    const output = new ScriptOutput(sys, epoll, int32At(descriptors), int32At(descriptors, 4));
    // A script does not expect that it may be told to write again later.
    const waits = sys.fcntl(output.descriptor, F_SETFL, 0n);
    const added = waits < 0 ? waits : epoll.add(output, EPOLLIN);
    if (added >= 0) return success(output);
    output.close();
    return failure(added);
  }

  /** A run begins: what another one wrote is not its own. */
  begin(): void {
    this.ready();
    this.#size = 0;
  }

  /** Its last lines so far. */
  lines(): readonly string[] {
    this.ready();
    const text = Buffer.from(this.#tail.subarray(0, this.#size)).toString("utf8");
    return printableLines(text).slice(-mostLines);
  }

  ready(): void {
    for (let reads = 0; reads < readsATurn && !this.#closed; reads++) {
      const size = this.#sys.read(this.fd, room);
      if (size <= 0) return;
      this.#keep(room.subarray(0, size));
      if (size < roomBytes) return;
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#epoll.forget(this);
    this.#sys.close(this.fd);
    this.#sys.close(this.descriptor);
  }

  /** In place: a script that floods would have a new buffer made for each of its writes. */
  #keep(bytes: Uint8Array): void {
    const end = bytes.subarray(Math.max(0, bytes.length - mostBytes));
    const kept = Math.min(this.#size, mostBytes - end.length);
    this.#tail.copyWithin(0, this.#size - kept, this.#size);
    this.#tail.set(end, kept);
    this.#size = kept + end.length;
  }
}

const printableLines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.replaceAll(/\p{Cc}+/gu, " ").trimEnd())
    .filter((line) => line !== "");
