/** How the configuration is read: the daemon gives the real files, tests a map. */
import type { Result } from "../wire/result.ts";

export type PlainFileErrorCode =
  | "notFound"
  | "notReadable"
  | "damaged"
  | "linkLoop"
  | "isDirectory"
  | "notRegular"
  | "executable";

export type FileError =
  | { readonly code: PlainFileErrorCode }
  | { readonly code: "tooLarge"; readonly limitBytes: number };

export interface Files {
  /** Bytes as they are: text that is not UTF-8 is the language layer's to report. */
  read(path: string): Result<Uint8Array, FileError>;
  /** Absolute paths that match a glob of `*`, `?`, `[]` and `{a,b}`, sorted. */
  glob(pattern: string): readonly string[];
  /** Resolves against the directory of the file that includes it. */
  resolve(directory: string, path: string): string;
  directoryOf(path: string): string;
}
