/** Reads a journal back, also while no daemon runs. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { JournalRecord } from "../../core/journal/event.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { olderJournalPath } from "./journal-path.ts";
import { recordsIn } from "./record-line.ts";

const mostBytes = 4 * 1024 * 1024;
/** A pipe or a link in its place is not waited for, nor followed. */
const openFlags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

export interface JournalError {
  /** ENOENT, EACCES. */
  readonly code: string;
  readonly message: string;
}

/** All that is there, the oldest first. */
export function readJournal(path: string): Result<readonly JournalRecord[], JournalError> {
  const older = read(olderJournalPath(path));
  const latest = read(path);
  if (!latest.ok && (!older.ok || latest.error.code !== "ENOENT")) return latest;
  const texts = [older, latest].map((text) => (text.ok ? text.value : ""));
  return success(texts.flatMap(recordsIn));
}

/** Of a file that is larger than ours ever are, the end. */
function read(path: string): Result<string, JournalError> {
  try {
    const descriptor = openSync(path, openFlags);
    try {
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) return failure({ code: "EINVAL", message: `${path} is no file` });
      const bytes = Buffer.alloc(Math.min(stat.size, mostBytes));
      const length = readSync(descriptor, bytes, 0, bytes.length, stat.size - bytes.length);
      return success(bytes.toString("utf8", 0, length));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return failure({ code: (error as NodeJS.ErrnoException).code ?? "", message });
  }
}
