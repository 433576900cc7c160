/** All tracked files of the configuration, and the numbers in them. */
import type { TrackFile } from "../../../config/model/tracking.ts";
import type { FileStatus } from "../../status/runner-status.ts";

export interface FollowsFiles {
  follow(files: readonly TrackFile[], writesNew: boolean): void;
}

export class FileTrackers {
  readonly #follower: FollowsFiles;
  #files: readonly TrackFile[] = [];
  readonly #values = new Map<string, number>();

  constructor(follower: FollowsFiles) {
    this.#follower = follower;
  }

  /** From now on these; `known` were followed before this process, and are not written anew. */
  follow(files: readonly TrackFile[], known: ReadonlySet<string>): void {
    this.#files = files;
    const isOld = ({ name }: TrackFile): boolean => this.#values.has(name) || known.has(name);
    const old = files.filter(isOld);
    const names = new Set(files.map(({ name }) => name));
    for (const name of this.#values.keys()) if (!names.has(name)) this.#values.delete(name);
    if (old.length > 0) this.#follower.follow(old, false);
    this.#follower.follow(files, true);
  }

  /** What the watching has found. */
  take(name: string, value: number): void {
    this.#values.set(name, value);
  }

  *results(): Iterable<readonly [string, number]> {
    yield* this.#values;
  }

  get status(): readonly FileStatus[] {
    return this.#files.map(({ name, path }) => ({
      name,
      path,
      value: this.#values.get(name) ?? 0,
    }));
  }
}
