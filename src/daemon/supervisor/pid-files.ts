/** The pid files of one daemon, held for as long as it runs. */
import { mkdirSync, rmdirSync } from "node:fs";
import { systemCalls } from "../../kernel/libc.ts";
import { acquirePidFile, type PidFile, type PidFileError } from "../../kernel/pid-file.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import type { PidPaths } from "../pid-paths.ts";

export interface PidFiles {
  /** Writes the vrrp child's pid file; null takes it away. */
  setVrrp(processId: number | null): void;
  /** Takes all away, and the folders that nobody else uses. */
  remove(): void;
}

export interface PidFilesError {
  readonly alreadyRunning: boolean;
  readonly message: string;
}

/** The vrrp file's lock is taken too: daemons with other parent files may share it by mistake. */
export function openPidFiles(paths: PidPaths): Result<PidFiles, PidFilesError> {
  for (const directory of paths.directories) {
    const made = makeDirectory(directory);
    if (made !== null) return failure({ alreadyRunning: false, message: made });
  }
  const removeDirectories = () => [...paths.directories].reverse().forEach(removeIfEmpty);
  const parent = acquirePidFile(systemCalls(), paths.parent, process.pid);
  if (!parent.ok) {
    removeDirectories();
    return failure(describe(parent.error));
  }
  let vrrp: Result<PidFile, PidFileError> = acquirePidFile(systemCalls(), paths.vrrp, process.pid);
  if (!vrrp.ok) {
    parent.value.release();
    removeDirectories();
    return failure(describe(vrrp.error));
  }
  vrrp.value.release();
  const releaseVrrp = () => {
    if (vrrp.ok) vrrp.value.release();
  };
  return success({
    setVrrp(processId) {
      releaseVrrp();
      if (processId !== null) vrrp = acquirePidFile(systemCalls(), paths.vrrp, processId);
    },
    remove() {
      releaseVrrp();
      parent.value.release();
      removeDirectories();
    },
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
    const how = `${who} holds ${error.path}; end it, or name other pid files with -p and -r`;
    return { alreadyRunning: true, message: `daemon is already running (${how})` };
  }
  const { operation, errno } = error.error;
  const advice = "run as root, or name other pid files with -p and -r";
  return { alreadyRunning: false, message: `Cannot ${operation}: ${errno}; ${advice}` };
}
