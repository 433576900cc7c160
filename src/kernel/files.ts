/** The configuration's files as they are on disk. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { FileError, Files, PlainFileErrorCode } from "../config/files.ts";
import { failure, type Result, success } from "../wire/result.ts";
import { errno } from "./errno.ts";
import { globPaths } from "./glob.ts";
import { systemErrorNumber } from "./system-error.ts";

/** 37,205 real servers take 12 MB. */
const maximumBytes = 32 * 1024 * 1024;
const anyExecuteBit = 0o111;

export const diskFiles: Files = {
  read: readRegularFile,
  glob: globPaths,
  resolve: (directory, path) => resolve(directory, path),
  directoryOf: dirname,
};

/** Never waits: a FIFO or a device is opened without blocking, seen for what it is, and closed. */
function readRegularFile(path: string): Result<Uint8Array, FileError> {
  let fd: number | null = null;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    const status = fstatSync(fd);
    if (status.isDirectory()) return failure({ code: "isDirectory" });
    if (!status.isFile()) return failure({ code: "notRegular" });
    if ((status.mode & anyExecuteBit) !== 0) return failure({ code: "executable" });
    if (status.size > maximumBytes) return tooLarge;
    return readAll(fd, status.size);
  } catch (problem) {
    return failure({ code: codeOf(systemErrorNumber(problem)) });
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

const tooLarge = failure<FileError>({ code: "tooLarge", limitBytes: maximumBytes });

/** To the end as it is now: the file may have grown, and files of /proc claim to be empty. */
function readAll(fd: number, expectedBytes: number): Result<Uint8Array, FileError> {
  let bytes = new Uint8Array(expectedBytes + 4096);
  let length = 0;
  while (true) {
    const count = readSync(fd, bytes, length, bytes.length - length, null);
    if (count === 0) return success(bytes.subarray(0, length));
    length += count;
    if (length > maximumBytes) return tooLarge;
    if (length < bytes.length) continue;
    const larger = new Uint8Array(bytes.length * 2);
    larger.set(bytes);
    bytes = larger;
  }
}

function codeOf(number: number): PlainFileErrorCode {
  switch (number) {
    case errno.ENOENT:
    case errno.ENOTDIR:
      return "notFound";
    case errno.EISDIR:
      return "isDirectory";
    case errno.ENXIO:
      // A socket cannot be opened.
      return "notRegular";
    case errno.ELOOP:
      return "linkLoop";
    case errno.EACCES:
    case errno.EPERM:
      return "notReadable";
    default:
      return "damaged";
  }
}
