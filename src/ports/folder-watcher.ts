/** Who tells of files that change in a folder. */
import type { Result } from "../wire/result.ts";
import type { KernelError } from "./network.ts";

export interface FolderWatcher {
  /**
   * `changed` is called, never from within the call, with the name of a file that somebody has
   * written and closed, put there or taken away; with null where anything may have changed, and
   * where the folder itself is gone: then nothing more will come.
   */
  watch(folder: string, changed: (name: string | null) => void): Result<FolderWatch, KernelError>;
  close(): void;
}

export interface FolderWatch {
  /** False when the folder is gone. */
  readonly alive: boolean;
  close(): void;
}
