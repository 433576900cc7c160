/** Puts a new text in a file's place: a reader finds the old one or the new one, whole. */
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { failure, type Result, success } from "../wire/result.ts";

const permissionBits = 0o7777;

/**
 * Mode and owner stay. The error is a reason, without a full stop: what is not a plain file of one
 * name, or is not what `before` says any more, is left alone.
 */
export function replaceFile(
  path: string,
  before: Uint8Array,
  after: Uint8Array,
): Result<void, string> {
  try {
    const found = readPlainFile(path);
    if (!found.ok) return found;
    if (!found.value.bytes.equals(before)) return failure("it has changed since it was read");
    writeBeside(path, after, found.value.status);
    return success(undefined);
  } catch (problem) {
    return failure(reasonOf(problem, path));
  }
}

/** `permission denied` of "EACCES: permission denied, open '/etc/x'". */
function reasonOf(problem: unknown, path: string): string {
  if (!(problem instanceof Error)) return String(problem);
  const { message, path: refused = path } = problem as NodeJS.ErrnoException;
  const reason = /^[A-Z0-9]+: ([^,]+), /.exec(message)?.[1] ?? message;
  return refused === path ? reason : `${reason} in ${dirname(path)}`;
}

/** A link is not followed: in another's folder it may lead anywhere. */
function readPlainFile(path: string): Result<{ bytes: Buffer; status: Stats }, string> {
  let descriptor: number;
  try {
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    descriptor = openSync(path, flags);
  } catch (problem) {
    if (!isLoop(problem)) throw problem;
    return failure(`it is a symbolic link: name ${realpathSync(path)} instead`);
  }
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) return failure("it is not a regular file");
    if (status.nlink > 1) return failure("it has more than one name (hard links)");
    return success({ bytes: readFileSync(descriptor), status });
  } finally {
    closeSync(descriptor);
  }
}

const isLoop = (problem: unknown): boolean =>
  problem instanceof Error && "code" in problem && problem.code === "ELOOP";

function writeBeside(path: string, after: Uint8Array, { mode, uid, gid }: Stats): void {
  const folder = dirname(path);
  const fresh = join(folder, `.${basename(path)}.${process.pid}.new`);
  const descriptor = openSync(fresh, "wx", 0o600);
  try {
    writeFileSync(descriptor, after);
    fchownSync(descriptor, uid, gid);
    // After the owner: changing that takes set-user-ID bits away.
    fchmodSync(descriptor, mode & permissionBits);
    fsyncSync(descriptor);
    renameSync(fresh, path);
  } catch (problem) {
    unlinkSync(fresh);
    throw problem;
  } finally {
    closeSync(descriptor);
  }
  syncFolder(folder);
}

/** Else the new name may be lost with the power. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
