/** Who else could change a program that runs as root (keepalived.md §15), from what lstat says. */

/** One directory, symbolic link or file on the way to a program. */
export interface PathPart {
  readonly path: string;
  readonly kind: "directory" | "link" | "file";
  readonly ownerId: number;
  readonly groupId: number;
  /** Permission bits with set-user-ID, set-group-ID and sticky: 0..07777. */
  readonly mode: number;
}

export interface UnsafePart {
  readonly part: PathPart;
  /** The shell command that mends it. */
  readonly remedy: string;
}

const sticky = 0o1000;
const groupMayWrite = 0o020;
const othersMayWrite = 0o002;

/** The first part that somebody other than root may change; null when there is none. */
export function unsafePartOf(parts: readonly PathPart[]): UnsafePart | null {
  for (const part of parts) {
    const commands = remediesOf(part);
    if (commands.length > 0) return { part, remedy: commands.join(" && ") };
  }
  return null;
}

function remediesOf(part: PathPart): readonly string[] {
  const path = quoted(part.path);
  const chown = part.kind === "link" ? "chown -h" : "chown";
  const owner = part.ownerId === 0 ? [] : [`${chown} root ${path}`];
  const who = writersOf(part);
  return who === "" ? owner : [...owner, `chmod ${who}-w ${path}`];
}

/** `g`, `o` or both; a link has no permissions, and in a sticky directory all keep to their own. */
function writersOf({ kind, mode, groupId }: PathPart): string {
  if (kind === "link" || (kind === "directory" && (mode & sticky) !== 0)) return "";
  const group = (mode & groupMayWrite) !== 0 && groupId !== 0 ? "g" : "";
  return (mode & othersMayWrite) === 0 ? group : `${group}o`;
}

/** For a shell, as it is where nothing in it is special. */
const quoted = (path: string): string =>
  /^[\w/.,:@%+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
