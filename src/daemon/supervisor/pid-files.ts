/** The pid files of one daemon, held for as long as it runs. */
import { mkdirSync, rmdirSync } from "node:fs";
import { systemCalls } from "../../kernel/libc.ts";
import { acquirePidFile, type PidFile, type PidFileError } from "../../kernel/pid-file.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import type { PidPaths } from "../pid-paths.ts";

/** Children that have a pid file each. */
export type RecordedRole = "vrrp" | "lvs";

export interface PidFiles {
  /** The path of the parent's. */
  readonly parent: string;
  /** Writes the child's pid file; null takes it away. */
  set(role: RecordedRole, processId: number | null): void;
  /** Takes all away, and the folders that nobody else uses. */
  remove(): void;
}

export interface PidFilesError {
  readonly alreadyRunning: boolean;
  readonly message: string;
}

/**
 * The locks of `claimed` files are tried too: daemons with other parent files may share them by
 * mistake.
 */
export function openPidFiles(
  paths: PidPaths,
  claimed: Iterable<RecordedRole>,
): Result<PidFiles, PidFilesError> {
  for (const directory of paths.directories) {
    const made = makeDirectory(directory);
    if (made !== null) return failure({ alreadyRunning: false, message: made });
  }
  const held = new Map<string, PidFile>();
  const hold = (path: string, processId: number): Result<PidFile, PidFileError> => {
    const file = acquirePidFile(systemCalls(), path, processId);
    if (file.ok) held.set(path, file.value);
    return file;
  };
  const release = (path: string): void => {
    held.get(path)?.release();
    held.delete(path);
  };
  const remove = (): void => {
    for (const path of [...held.keys()]) release(path);
    [...paths.directories].reverse().forEach(removeIfEmpty);
  };
  for (const path of [paths.parent, ...[...claimed].map((role) => paths[role])]) {
    const file = hold(path, process.pid);
    if (file.ok) continue;
    remove();
    return failure(describe(file.error));
  }
  for (const role of claimed) release(paths[role]);
  return success({
    parent: paths.parent,
    set(role, processId) {
      release(paths[role]);
      if (processId !== null) hold(paths[role], processId);
    },
    remove,
  });
}

/** Null, or why it cannot be made. Open to all readers in spite of the umask. */
function makeDirectory(path: string): string | null {
  const umask = process.umask(0o022);
  try {
    mkdirSync(path, { recursive: true, mode: 0o755 });
    return null;
  } catch (error) {
    return `Cannot make the folder for pid files: ${error instanceof Error ? error.message : path}`;
  } finally {
    process.umask(umask);
  }
}

function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // Another daemon's files are in it.
  }
}

function describe(error: PidFileError): PidFilesError {
  if (error.code === "alreadyRunning") {
    const who = error.processId === null ? "another process" : `process ${error.processId}`;
    const how = `${who} holds ${error.path}; end it, or name other pid files with -p, -r and -c`;
    return { alreadyRunning: true, message: `daemon is already running (${how})` };
  }
  const { operation, errno } = error.error;
  const advice = "run as root, or name other pid files with -p, -r and -c";
  return { alreadyRunning: false, message: `Cannot ${operation}: ${errno}; ${advice}` };
}
