/**
 * Writes a dump where exporters look for it (keepalived.md §3), whatever somebody put there before.
 */
import {
  closeSync,
  constants,
  openSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import { failure, type Result, success } from "../../wire/result.ts";

/** Dumps only their owner may read: they name addresses and peers. */
const dumpMode = 0o600;
const temporaryMode =
  constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** TMPDIR when it is an absolute path of a folder, else /tmp. */
export function dumpDirectory(temporaryDirectory: string | undefined): string {
  if (temporaryDirectory === undefined || !isAbsolute(temporaryDirectory)) return "/tmp";
  const isDirectory = statSync(temporaryDirectory, { throwIfNoEntry: false })?.isDirectory();
  return isDirectory === true ? temporaryDirectory : "/tmp";
}

/**
 * Writes beside the file and renames: nobody reads half a dump, and a link that stands in the
 * file's place is replaced, not followed. A name that is a path goes there. Gives the path, or why
 * not.
 */
export function writeDump(directory: string, name: string, text: string): Result<string, string> {
  if (isAbsolute(name)) return writeDump(dirname(name), basename(name), text);
  if (name.includes("/") || name.startsWith(".")) return failure(`"${name}" is no file name`);
  const path = join(directory, name);
  const temporary = join(directory, `.${name}.${process.pid}`);
  try {
    writeNew(temporary, text);
    renameSync(temporary, path);
    return success(path);
  } catch (error) {
    removeQuietly(temporary);
    return failure(error instanceof Error ? error.message : String(error));
  }
}

function writeNew(path: string, text: string): void {
  const descriptor = openSync(path, temporaryMode, dumpMode);
  try {
    writeSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made.
  }
}
