/** `init_file`: a tracked file is there, with a value, when its watching begins. */
import { closeSync, constants, openSync, writeSync } from "node:fs";
import type { TrackFile } from "../../config/model/tracking.ts";

/** Less what the umask takes away. */
const fileMode = 0o666;

/** Null, or why it could not be written. What is there stays, unless `overwrite` is asked for. */
export function writeInitialFile({ path, initial }: TrackFile): string | null {
  if (initial === null) return null;
  const { O_WRONLY, O_CREAT, O_EXCL, O_TRUNC, O_NOFOLLOW, O_NONBLOCK } = constants;
  const how = initial.overwrite ? O_TRUNC : O_EXCL;
  let descriptor: number | null = null;
  try {
    const flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | how;
    descriptor = openSync(path, flags, fileMode);
    writeSync(descriptor, `${initial.value}\n`);
    return null;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return null;
    return error instanceof Error ? error.message : String(error);
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}
