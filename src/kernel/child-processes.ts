/** Children that are started by the hundred: cheap starts, and one look for all that have ended. */
import { errno } from "./errno.ts";
import { int32At } from "./memory.ts";
import type { SpawnLibrary } from "./spawn-library.ts";
import type { Sys } from "./sys.ts";

export interface ChildStart {
  /** The first is found along PATH unless it has a slash. */
  readonly argv: readonly [string, ...string[]];
  /** `NAME=value`. */
  readonly environment: readonly string[];
  /** What it has as standard input, output and error. */
  readonly stdio: readonly [number, number, number];
}

export interface ChildEnd {
  /** Null where a signal ended it; both are where nobody knows. */
  readonly status: number | null;
  readonly signal: number | null;
}

const POSIX_SPAWN_SETPGROUP = 0x2;
const POSIX_SPAWN_SETSIGDEF = 0x4;
const POSIX_SPAWN_SETSIGMASK = 0x8;
const WNOHANG = 1;
/** More than any C library's: 80 and 336 bytes in glibc and musl. */
const actionsBytes = 256;
const attributesBytes = 1024;
/** sigset_t. */
const signalSetBytes = 128;

export class ChildProcesses {
  readonly #sys: Pick<Sys, "waitpid">;
  readonly #library: SpawnLibrary;
  readonly #attributes: Uint8Array;
  readonly #running = new Map<number, (end: ChildEnd) => void>();
  readonly #status = new Uint8Array(4);
  readonly #childEnded = (): void => this.#look();
  #looks = false;

  constructor(sys: Pick<Sys, "waitpid">, library: SpawnLibrary) {
    this.#sys = sys;
    this.#library = library;
    this.#attributes = groupOfItsOwn(library);
    // Before the first start: what ends before it is heard of would stay for ever.
    process.on("SIGCHLD", this.#childEnded);
  }

  get running(): number {
    return this.#running.size;
  }

  /**
   * Starts it in a process group of its own, which has its number, with no signal blocked or ignored.
   * Gives the number, or the negative error number. `ended` is called once, when it was reaped.
   */
  start(child: ChildStart, ended: (end: ChildEnd) => void): number {
    // Descriptors that are not named here close by themselves: Node opens none without CLOEXEC.
    const actions = new Uint8Array(actionsBytes);
    this.#library.actionsInit(actions);
    for (const [as, descriptor] of child.stdio.entries()) {
      this.#library.actionsDuplicate(actions, descriptor, as);
    }
    const error = this.#spawn(child, actions);
    this.#library.actionsDestroy(actions);
    if (error !== 0) return -error;
    const processId = int32At(this.#status);
    this.#running.set(processId, ended);
    return processId;
  }

  /** What still runs is not heard of any more. */
  close(): void {
    process.removeListener("SIGCHLD", this.#childEnded);
    this.#running.clear();
  }

  #spawn({ argv, environment }: ChildStart, actions: Uint8Array): number {
    const call = (words: readonly string[]): number =>
      this.#library.spawn(
        this.#status,
        words[0] ?? "",
        actions,
        this.#attributes,
        [...words, null],
        [...environment, null],
      );
    const error = call(argv);
    // A script without `#!` is the shell's, as for execvp(3).
    return error === errno.ENOEXEC ? call(["/bin/sh", ...argv]) : error;
  }

  /** One look for all that have ended in this turn. */
  #look(): void {
    if (this.#looks) return;
    this.#looks = true;
    setImmediate(() => {
      this.#looks = false;
      this.#reap();
    });
  }

  #reap(): void {
    for (const [processId, ended] of [...this.#running]) {
      const found = this.#sys.waitpid(processId, this.#status, WNOHANG);
      if (found === 0 || found === -errno.EINTR) continue;
      this.#running.delete(processId);
      ended(found < 0 ? { status: null, signal: null } : endOf(int32At(this.#status)));
    }
  }
}

function groupOfItsOwn(library: SpawnLibrary): Uint8Array {
  const attributes = new Uint8Array(attributesBytes);
  library.attributesInit(attributes);
  const flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
  library.setFlags(attributes, flags);
  library.setDefaultSignals(attributes, new Uint8Array(signalSetBytes).fill(0xff));
  library.setSignalMask(attributes, new Uint8Array(signalSetBytes));
  return attributes;
}

/** The words of wait(2): the low seven bits are the signal, the next byte the status. */
function endOf(status: number): ChildEnd {
  const signal = status & 0x7f;
  return signal === 0 ? { status: (status >> 8) & 0xff, signal: null } : { status: null, signal };
}
