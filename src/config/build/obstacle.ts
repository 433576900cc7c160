/** What keeps a user from executing a program, from what lstat says of the way to it. */
import type { PathPart } from "./unsafe-path.ts";

export interface NumericIdentity {
  readonly uid: number;
  readonly gid: number;
}

/** The first directory that it may not pass, or the program; null where nothing is in the way. */
export function obstacleFor(
  { uid, gid }: NumericIdentity,
  parts: readonly PathPart[],
): PathPart | null {
  // Root passes everything; whether anybody at all may execute the program is known already.
  if (uid === 0) return null;
  const mayPass = ({ kind, ownerId, groupId, mode }: PathPart): boolean => {
    if (kind === "link") return true;
    const digit = ownerId === uid ? 6 : groupId === gid ? 3 : 0;
    return ((mode >> digit) & 1) === 1;
  };
  return parts.find((part) => !mayPass(part)) ?? null;
}
