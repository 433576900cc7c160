/** The program of a script: whether it is there, and what is said where it cannot run. */
import { diagnose } from "../diagnostics/code.ts";
import { machineCodes } from "../diagnostics/codes-machine.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../language/tree.ts";
import type { GlobalDefinitions } from "../model/configuration.ts";
import { type ScriptCommand, usualScriptUser } from "../model/script-command.ts";
import type { Machine } from "./machine.ts";
import { obstacleFor } from "./obstacle.ts";
import { type PathPart, type UnsafePart, unsafePartOf } from "./unsafe-path.ts";

export function reportNotExecutable(
  program: string,
  place: Span,
  machine: Machine,
  consequence = "The script does not run.",
): Diagnostic {
  const parts = machine.pathParts?.(program);
  const isFile = parts !== undefined && parts.length > 0 && parts.at(-1)?.kind !== "directory";
  return diagnose(machineCodes.scriptMissing, place, {
    message: describeNotExecutable(program, machine),
    help: isFile ? `make it one: chmod +x ${program}` : remedyOfMissing(program),
    consequence,
  });
}

export const describeNotExecutable = (program: string, { pathParts }: Machine): string =>
  pathParts?.(program).length === 0
    ? `there is no program "${program}"`
    : `"${program}" is not an executable program`;

export const remedyOfMissing = (program: string): string =>
  program.startsWith("/")
    ? "put the program there, or write the path that it has"
    : "write its path, and quotes around it and its arguments";

/** Whatever is there may be run, whether it can be executed as it is or not. */
export const isPresent = ({ argv }: ScriptCommand, machine: Machine): boolean =>
  machine.isExecutable?.(argv[0]) === true || (machine.pathParts?.(argv[0]).length ?? 0) > 0;

/**
 * What is said of a program that somebody else than root may change and that root is to run; null
 * where it is safe, or script security is off.
 */
export function dangerOf(
  { argv: [program], user }: ScriptCommand,
  { scriptSecurity, scriptUser }: GlobalDefinitions,
  { isRoot, pathParts }: Machine,
): Danger | null {
  if (!scriptSecurity || isRoot?.(user ?? scriptUser?.user ?? usualScriptUser) !== true)
    return null;
  const unsafe = unsafePartOf(pathParts?.(program) ?? []);
  return unsafe === null ? null : describeUnsafe(program, unsafe);
}

export interface Obstacle {
  readonly message: string;
  readonly help: string;
  /** A directory keeps its user from the program; otherwise the program's own mode does. */
  readonly isOnTheWay: boolean;
}

/** What keeps the user of a command from executing it; null where nothing does, or nobody knows. */
export function obstacleOf(
  command: ScriptCommand,
  { scriptUser, supplementaryGroups }: GlobalDefinitions,
  { identityOf, pathParts }: Machine,
): Obstacle | null {
  const [program] = command.argv;
  const fallback = scriptUser ?? { user: usualScriptUser, group: null };
  const who = command.user === null ? fallback : { ...command, user: command.user };
  // Which groups these are only the system's own look-up knows.
  if (who.supplementaryGroups === true || supplementaryGroups) return null;
  const identity = identityOf?.(who.user, who.group) ?? null;
  const part = identity === null ? null : obstacleFor(identity, pathParts?.(program) ?? []);
  if (part === null) return null;
  const isOnTheWay = part.path !== program && part.kind === "directory";
  return {
    message: `user "${who.user}" may not execute "${program}": ${permissionsOf(part, program)}`,
    help: isOnTheWay
      ? "put the program where that user may go, or name another user"
      : `let everybody execute it: chmod +x ${program}`,
    isOnTheWay,
  };
}

interface Danger {
  readonly message: string;
  readonly help: string;
}

/** The user that a line gives to a command is there; one without a user has the default one. */
export const hasUser = ({ user, group }: ScriptCommand, { userExists }: Machine): boolean =>
  user === null || userExists?.(user, group) !== false;

export const describeMissingUser = ({ user, group }: ScriptCommand): string =>
  `there is no user "${user}"${group === null ? "" : `, or no group "${group}"`}`;

/** Who could change the program, and what puts an end to it. */
function describeUnsafe(program: string, { part, remedy }: UnsafePart): Danger {
  const message = `others than root may change "${program}": ${permissionsOf(part, program)}`;
  return { message, help: remedy };
}

function permissionsOf({ path, ownerId, groupId, mode }: PathPart, program: string): string {
  const bits = mode.toString(8).padStart(4, "0");
  const what = path === program ? "it" : `"${path}"`;
  return `${what} has owner ${ownerId}, group ${groupId}, mode ${bits}`;
}
