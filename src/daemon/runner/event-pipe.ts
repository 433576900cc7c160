/**
 * A named pipe that somebody reads events from (keepalived.md §14.2): made if it is not there, and
 * written to without ever waiting.
 */
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  openSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { errno, errnoName } from "../../kernel/errno.ts";
import type { Sys } from "../../kernel/sys.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import type { Identity } from "./identity.ts";
import type { Report } from "./report.ts";

/** Less what the umask takes away. */
const pipeMode = 0o644;
/** PIPE_BUF: what is written at once, or not at all (pipe(7)). */
const longestLineBytes = 4096;

export interface PipePlace {
  readonly path: string;
  /** Whose it becomes where it is made here, and who else may have made it. */
  readonly owner: Identity;
  /** A process before this one did: it is ours as if it were made here. */
  readonly madeBefore: boolean;
}

export class EventPipe {
  readonly #path: string;
  readonly #descriptor: number;
  readonly #isOurs: boolean;
  readonly #report: Report;
  #lost = 0;

  private constructor(path: string, descriptor: number, isOurs: boolean, report: Report) {
    this.#path = path;
    this.#descriptor = descriptor;
    this.#isOurs = isOurs;
    this.#report = report;
  }

  static open(sys: Sys, place: PipePlace, report: Report): Result<EventPipe, string> {
    const { path, owner, madeBefore } = place;
    const made = sys.mkfifo(path, pipeMode);
    if (made < 0 && made !== -errno.EEXIST) return failure(`cannot make it: ${errnoName(made)}`);
    try {
      // Both ends, so that it is never without a reader and keeps what waits for the next one.
      const { O_RDWR, O_NONBLOCK, O_NOFOLLOW } = constants;
      const descriptor = openSync(path, O_RDWR | O_NONBLOCK | O_NOFOLLOW);
      const refusal = made === 0 ? giveAway(descriptor, owner) : whyNotUsable(descriptor, owner);
      const isOurs = made === 0 || madeBefore;
      if (refusal === null) return success(new EventPipe(path, descriptor, isOurs, report));
      closeSync(descriptor);
      return failure(refusal);
    } catch (error) {
      return failure(messageOf(error));
    }
  }

  /** It is taken away when it is closed. */
  get isOurs(): boolean {
    return this.#isOurs;
  }

  /** What does not fit is lost: said once, and how much it was when there is room again. */
  write(line: string): void {
    const bytes = Buffer.from(`${line.replaceAll(/[\n\0]/g, "?")}\n`);
    const problem = bytes.length > longestLineBytes ? "the line is too long" : this.#put(bytes);
    if (problem !== null) {
      this.#lost++;
      if (this.#lost > 1) return;
      this.#report.logger.warning(`Event lost for ${this.#path}: ${problem}`);
      this.#report.journal(`events for ${this.#path}`, problem);
      return;
    }
    if (this.#lost === 0) return;
    this.#report.logger.warning(`${this.#path} is read again: ${this.#lost} events were lost`);
    this.#lost = 0;
  }

  close(): void {
    try {
      if (this.#isOurs && this.#isStillThere()) unlinkSync(this.#path);
    } catch (error) {
      this.#report.logger.warning(`Cannot remove ${this.#path}: ${messageOf(error)}`);
    }
    closeSync(this.#descriptor);
  }

  #put(bytes: Buffer): string | null {
    try {
      writeSync(this.#descriptor, bytes);
      return null;
    } catch (error) {
      return isFull(error) ? "the pipe is full, nobody reads it" : messageOf(error);
    }
  }

  /** Not what somebody has put in its place. */
  #isStillThere(): boolean {
    const there = statSync(this.#path, { throwIfNoEntry: false });
    const ours = fstatSync(this.#descriptor);
    return there !== undefined && there.ino === ours.ino && there.dev === ours.dev;
  }
}

function giveAway(descriptor: number, { uid, gid }: Identity): null {
  if (uid !== undefined || gid !== undefined) {
    const { uid: oldUid, gid: oldGid } = fstatSync(descriptor);
    fchownSync(descriptor, uid ?? oldUid, gid ?? oldGid);
  }
  fchmodSync(descriptor, pipeMode & ~process.umask());
  return null;
}

function whyNotUsable(descriptor: number, owner: Identity): string | null {
  const status = fstatSync(descriptor);
  if (!status.isFIFO()) return "it is no named pipe";
  if (status.uid === process.geteuid?.() || status.uid === owner.uid) return null;
  return `it belongs to user ${status.uid}, who is neither the daemon's nor the configured one`;
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EAGAIN";

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
