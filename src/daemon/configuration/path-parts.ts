/** Everything that is walked through on the way to a program. */
import { lstatSync, readlinkSync, type Stats } from "node:fs";
import { join, resolve } from "node:path";
import type { PathPart } from "../../config/build/unsafe-path.ts";

/** As many as the kernel follows (path_resolution(7)). */
const mostLinks = 40;

/**
 * `/`, every directory, every symbolic link and at last the file itself, with what each link leads
 * through. Empty for null, and when the walk does not arrive.
 */
export function pathPartsOf(program: string | null): readonly PathPart[] {
  if (program === null) return [];
  const parts: PathPart[] = [];
  const waiting = componentsOf(resolve(program));
  let at = "/";
  let links = 0;
  try {
    parts.push(partOf(at, lstatSync(at)));
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const path = join(at, name);
      const status = lstatSync(path);
      if (name !== "..") parts.push(partOf(path, status));
      if (!status.isSymbolicLink()) {
        at = path;
        continue;
      }
      if (++links > mostLinks) return [];
      const target = readlinkSync(path);
      if (target.startsWith("/")) at = "/";
      waiting.unshift(...componentsOf(target));
    }
  } catch {
    return [];
  }
  return parts;
}

const componentsOf = (path: string): string[] =>
  path.split("/").filter((name) => name !== "" && name !== ".");

const permissionBits = 0o7777;

function partOf(path: string, status: Stats): PathPart {
  const kind = status.isSymbolicLink() ? "link" : status.isDirectory() ? "directory" : "file";
  const mode = status.mode & permissionBits;
  return { path, kind, ownerId: status.uid, groupId: status.gid, mode };
}
