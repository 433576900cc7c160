/**
 * A pid file whose lock, not its content, says that the daemon runs.
 *
 * The lock belongs to the open file (F_OFD_SETLK, fcntl(2)) and ends with the process however that
 * ends: what a crash leaves behind is taken over, also where the same process id came back.
 */
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import type { KernelError } from "../ports/network.ts";
import { failure, type Result, success } from "../wire/result.ts";
import { errno } from "./errno.ts";
import { kernelError } from "./kernel-error.ts";
import { hostIsLittleEndian } from "./memory.ts";
import type { Sys } from "./sys.ts";
import { systemErrorNumber } from "./system-error.ts";

const F_OFD_SETLK = 37;
const F_WRLCK = 1;
/** Readable for all in spite of the umask: monitoring reads it. */
const mode = 0o644;
/** Another process may remove the file between our opening and our locking it. */
const maximumAttempts = 10;

export type PidFileError =
  /** `processId` is null when the holder has not written it yet. */
  | { readonly code: "alreadyRunning"; readonly path: string; readonly processId: number | null }
  | { readonly code: "refused"; readonly path: string; readonly error: KernelError };

export interface PidFile {
  readonly path: string;
  /** Removes the file, if it is still ours, and lets go of the lock. */
  release(): void;
}

/** Creates or takes over `path`, writes `processId` and holds the lock until released. */
export function acquirePidFile(
  sys: Sys,
  path: string,
  processId: number,
): Result<PidFile, PidFileError> {
  const operation = `create pid file ${path}`;
  const refuse = (number: number) =>
    failure<PidFileError>({ code: "refused", path, error: kernelError(operation, number) });
  try {
    for (let attempt = 0; attempt < maximumAttempts; attempt++) {
      const fd = openFile(path);
      const locked = lock(sys, fd);
      if (locked < 0) {
        const holder = readProcessId(fd);
        closeSync(fd);
        if (locked !== -errno.EAGAIN && locked !== -errno.EACCES) return refuse(locked);
        return failure({ code: "alreadyRunning", path, processId: holder });
      }
      if (isStillAt(path, fd)) return success(write(path, fd, processId));
      closeSync(fd);
    }
    return refuse(errno.EBUSY);
  } catch (problem) {
    return refuse(systemErrorNumber(problem));
  }
}

function openFile(path: string): number {
  const { O_RDWR, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  return openSync(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, mode);
}

/** Locks the whole file by struct flock, without waiting. */
function lock(sys: Sys, fd: number): number {
  const flock = new Uint8Array(32);
  new DataView(flock.buffer).setInt16(0, F_WRLCK, hostIsLittleEndian);
  return sys.fcntl(fd, F_OFD_SETLK, flock);
}

function write(path: string, fd: number, processId: number): PidFile {
  fchmodSync(fd, mode);
  ftruncateSync(fd);
  writeSync(fd, `${processId}\n`, 0);
  let released = false;
  return {
    path,
    release: () => {
      if (released) return;
      released = true;
      // Unlinked while locked: nobody else can have taken it over.
      if (isStillAt(path, fd)) unlinkSync(path);
      closeSync(fd);
    },
  };
}

function isStillAt(path: string, fd: number): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  const ours = fstatSync(fd);
  return there !== undefined && there.ino === ours.ino && there.dev === ours.dev;
}

function readProcessId(fd: number): number | null {
  const bytes = new Uint8Array(32);
  const size = readSync(fd, bytes, 0, bytes.length, 0);
  const text = new TextDecoder().decode(bytes.subarray(0, size)).trim();
  return /^\d{1,10}$/.test(text) ? Number(text) : null;
}
