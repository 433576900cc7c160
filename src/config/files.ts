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

/** Why a file cannot be read, after "cannot read PATH: ". */
export function reasonOf(error: FileError): string {
  switch (error.code) {
    case "notFound":
      return "there is no such file";
    case "notReadable":
      return "permission denied";
    case "damaged":
      return "the system cannot read it";
    case "linkLoop":
      return "its symbolic links lead in a circle";
    case "isDirectory":
      return "it is a directory";
    case "notRegular":
      return "it is not a regular file";
    case "executable":
      return "it is executable, so it is probably a script";
    case "tooLarge":
      return `it is larger than ${error.limitBytes} bytes, or there are too many files`;
  }
}
