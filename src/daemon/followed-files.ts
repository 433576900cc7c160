/** Tracked files, watched from when there is one. */
import { type FileListener, FileWatches } from "../checks/file/file-watches.ts";
import type { TrackFile } from "../config/model/tracking.ts";
import { openFolderWatcher } from "../kernel/inotify.ts";
import type { Poller } from "../kernel/poller.ts";
import type { Sys } from "../kernel/sys.ts";
import type { FolderWatcher } from "../ports/folder-watcher.ts";
import type { Timers } from "../ports/timers.ts";

export class FollowedFiles {
  readonly #sys: Sys;
  readonly #poller: Poller;
  readonly #timers: Timers;
  readonly #listener: FileListener;
  #watcher: FolderWatcher | null = null;
  #watches: FileWatches | null = null;

  constructor(sys: Sys, poller: Poller, timers: Timers, listener: FileListener) {
    this.#sys = sys;
    this.#poller = poller;
    this.#timers = timers;
    this.#listener = listener;
  }

  /** `writesNew`: files with `init_file` that were not followed before are made as it says. */
  follow(files: readonly TrackFile[], writesNew: boolean): void {
    if (this.#watches === null && files.length === 0) return;
    this.#watches ??= this.#open();
    this.#watches.follow(files, writesNew);
  }

  close(): void {
    this.#watches?.close();
    this.#watcher?.close();
  }

  /** Where the kernel refuses, files are looked at now and then. */
  #open(): FileWatches {
    const opened = openFolderWatcher(this.#sys, this.#poller);
    this.#watcher = opened.ok ? opened.value : { watch: () => opened, close: () => undefined };
    return new FileWatches(this.#watcher, this.#timers, this.#listener);
  }
}
