/**
 * Files that change, by inotify(7): told when a writer has closed them, so that nobody reads half of
 * what is being written (`fs.watch` tells of each write).
 */
import type { FolderWatch, FolderWatcher } from "../ports/folder-watcher.ts";
import type { KernelError } from "../ports/network.ts";
import { failure, type Result, success } from "../wire/result.ts";
import { kernelError } from "./kernel-error.ts";
import { hostIsLittleEndian } from "./memory.ts";
import type { Poller, Watch } from "./poller.ts";
import type { Sys } from "./sys.ts";

const IN_NONBLOCK = 0o4000;
const IN_CLOEXEC = 0o2000000;

const IN_CLOSE_WRITE = 0x8;
const IN_MOVED_FROM = 0x40;
const IN_MOVED_TO = 0x80;
const IN_CREATE = 0x100;
const IN_DELETE = 0x200;
const IN_DELETE_SELF = 0x400;
const IN_MOVE_SELF = 0x800;
const IN_Q_OVERFLOW = 0x4000;
const IN_IGNORED = 0x8000;
const IN_ONLYDIR = 0x1000000;

const interesting =
  IN_CLOSE_WRITE |
  IN_MOVED_FROM |
  IN_MOVED_TO |
  IN_CREATE |
  IN_DELETE |
  IN_DELETE_SELF |
  IN_MOVE_SELF |
  IN_ONLYDIR;
/** Whatever was watched is not where it was. */
const goneEvents = IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED;

/** struct inotify_event without its name. */
const headerBytes = 16;
const roomBytes = 16 * 1024;

/** One entry for each watch descriptor: two paths to one folder share it. */
type Watched = Set<InotifyWatch>;

export function openFolderWatcher(sys: Sys, poller: Poller): Result<FolderWatcher, KernelError> {
  const fd = sys.inotifyInit(IN_NONBLOCK | IN_CLOEXEC);
  if (fd < 0) return failure(kernelError("watch files", fd));
  return success(new Inotify(sys, poller, fd));
}

class Inotify implements FolderWatcher {
  readonly #sys: Sys;
  readonly #fd: number;
  readonly #poll: Watch;
  readonly #watched = new Map<number, Watched>();
  readonly #room = new Uint8Array(roomBytes);

  constructor(sys: Sys, poller: Poller, fd: number) {
    this.#sys = sys;
    this.#fd = fd;
    this.#poll = poller.watch(fd, {}, () => this.#readAll());
  }

  watch(folder: string, changed: (name: string | null) => void): Result<FolderWatch, KernelError> {
    const descriptor = this.#sys.inotifyAddWatch(this.#fd, folder, interesting);
    if (descriptor < 0) return failure(kernelError(`watch folder ${folder}`, descriptor));
    const watched: Watched = this.#watched.get(descriptor) ?? new Set();
    this.#watched.set(descriptor, watched);
    const watch = new InotifyWatch(changed, () => this.#leave(descriptor, watched, watch));
    watched.add(watch);
    return success(watch);
  }

  close(): void {
    this.#poll.close();
    this.#sys.close(this.#fd);
    this.#watched.clear();
  }

  #leave(descriptor: number, watched: Watched, watch: InotifyWatch): void {
    watched.delete(watch);
    if (watched.size > 0 || this.#watched.get(descriptor) !== watched) return;
    this.#watched.delete(descriptor);
    this.#sys.inotifyRmWatch(this.#fd, descriptor);
  }

  #readAll(): void {
    const size = this.#sys.read(this.#fd, this.#room);
    if (size < headerBytes) return;
    const view = new DataView(this.#room.buffer);
    for (let at = 0; at + headerBytes <= size; ) {
      const nameBytes = view.getUint32(at + 12, hostIsLittleEndian);
      const descriptor = view.getInt32(at, hostIsLittleEndian);
      const mask = view.getUint32(at + 4, hostIsLittleEndian);
      const name = this.#room.subarray(at + headerBytes, at + headerBytes + nameBytes);
      this.#tell(descriptor, mask, textOf(name));
      at += headerBytes + nameBytes;
    }
  }

  #tell(descriptor: number, mask: number, name: string): void {
    if ((mask & IN_Q_OVERFLOW) !== 0) {
      for (const watched of this.#watched.values()) for (const each of watched) each.changed(null);
      return;
    }
    const watched = this.#watched.get(descriptor);
    if (watched === undefined) return;
    const gone = (mask & goneEvents) !== 0;
    if (gone) {
      this.#watched.delete(descriptor);
      // A folder that was only moved would be told of under its old name.
      if ((mask & IN_MOVE_SELF) !== 0) this.#sys.inotifyRmWatch(this.#fd, descriptor);
    }
    for (const each of [...watched]) {
      if (gone) each.alive = false;
      each.changed(gone ? null : name);
    }
  }
}

class InotifyWatch implements FolderWatch {
  readonly changed: (name: string | null) => void;
  readonly #leave: () => void;
  alive = true;

  constructor(changed: (name: string | null) => void, leave: () => void) {
    this.changed = changed;
    this.#leave = leave;
  }

  close(): void {
    this.alive = false;
    this.#leave();
  }
}

/** The name is followed by one or more zero bytes. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString("utf8");
}
