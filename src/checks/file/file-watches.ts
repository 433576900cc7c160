/**
 * Watches tracked files, and tells each number that stands in one (keepalived.md §9.4, FILE_CHECK).
 */
import { lstatSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { TrackFile } from "../../config/model/tracking.ts";
import type { FolderWatch, FolderWatcher } from "../../ports/folder-watcher.ts";
import type { Timers } from "../../ports/timers.ts";
import { seconds } from "../../wire/units.ts";
import { readFileNumber } from "./file-number.ts";
import { writeInitialFile } from "./initial-file.ts";

export interface FileListener {
  /** At first, and whenever it is another one: by the name of the `track_file`. */
  fileValue(name: string, value: number): void;
  /** A sentence for the log. */
  fileProblem(text: string): void;
}

interface FollowedFile {
  readonly name: string;
  readonly path: string;
  value: number;
}

interface Folder {
  readonly path: string;
  readonly files: Set<FollowedFile>;
  /** Null while the folder is not there, or cannot be watched. */
  watch: FolderWatch | null;
}

/** How often what inotify does not tell of is looked at: folders that come, targets of links. */
const lookAgainMicros = seconds(5);

export class FileWatches {
  readonly #watcher: FolderWatcher;
  readonly #timers: Timers;
  readonly #listener: FileListener;
  readonly #files = new Map<string, FollowedFile>();
  readonly #folders = new Map<string, Folder>();
  #cancel: (() => void) | null = null;

  constructor(watcher: FolderWatcher, timers: Timers, listener: FileListener) {
    this.#watcher = watcher;
    this.#timers = timers;
    this.#listener = listener;
  }

  /**
   * From now on these, and no others. One that was followed already goes on; a new one is made as
   * its `init_file` says, unless `writesNew` is false: for a process that takes over from another.
   */
  follow(files: readonly TrackFile[], writesNew = true): void {
    const wanted = new Map(files.map((file) => [file.name, file]));
    for (const file of [...this.#files.values()]) {
      if (wanted.get(file.name)?.path !== file.path) this.#leave(file);
    }
    for (const file of wanted.values()) if (!this.#files.has(file.name)) this.#add(file, writesNew);
    this.#cancel?.();
    this.#cancel = this.#files.size === 0 ? null : this.#lookAgainLater();
  }

  close(): void {
    this.follow([]);
  }

  #add(file: TrackFile, writesNew: boolean): void {
    const { name, path } = file;
    const problem = writesNew ? writeInitialFile(file) : null;
    if (problem !== null) {
      this.#listener.fileProblem(`Cannot write track_file ${name}: ${problem}`);
    }
    const folder = this.#folderOf(path);
    const followed: FollowedFile = { name, path, value: Number.NaN };
    this.#files.set(name, followed);
    folder.files.add(followed);
    this.#look(followed);
    if (Number.isNaN(followed.value)) this.#take(followed, 0);
  }

  #leave(file: FollowedFile): void {
    this.#files.delete(file.name);
    const folder = this.#folders.get(dirname(file.path));
    folder?.files.delete(file);
    if (folder === undefined || folder.files.size > 0) return;
    this.#folders.delete(folder.path);
    folder.watch?.close();
  }

  #folderOf(path: string): Folder {
    const folderPath = dirname(path);
    const known = this.#folders.get(folderPath);
    if (known !== undefined) return known;
    const folder: Folder = { path: folderPath, files: new Set(), watch: null };
    this.#folders.set(folderPath, folder);
    this.#watch(folder);
    if (folder.watch === null) {
      this.#listener.fileProblem(
        `${folderPath} cannot be watched: files in it are looked at every 5 s`,
      );
    }
    return folder;
  }

  #watch(folder: Folder): void {
    const watch = this.#watcher.watch(folder.path, (name) => this.#changedIn(folder, name));
    folder.watch = watch.ok ? watch.value : null;
  }

  #changedIn(folder: Folder, name: string | null): void {
    for (const file of folder.files) {
      if (name === null || basename(file.path) === name || isLink(file.path)) this.#look(file);
    }
  }

  #lookAgainLater(): () => void {
    return this.#timers.after(lookAgainMicros, () => {
      this.#lookAgain();
      this.#cancel = this.#lookAgainLater();
    });
  }

  #lookAgain(): void {
    for (const folder of this.#folders.values()) {
      const wasWatched = folder.watch?.alive === true;
      if (!wasWatched) this.#watch(folder);
      for (const file of folder.files) if (!wasWatched || isLink(file.path)) this.#look(file);
    }
  }

  #look(file: FollowedFile): void {
    const read = readFileNumber(file.path);
    if (read.ok) return this.#take(file, read.value);
    this.#listener.fileProblem(`Invalid number ${read.error} read from ${file.path} - ignoring`);
  }

  #take(file: FollowedFile, value: number): void {
    if (value === file.value) return;
    file.value = value;
    this.#listener.fileValue(file.name, value);
  }
}

/** What it leads to may be written without a word of this folder. */
function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
