/** The program of a script: whether it is there, and what is said where it cannot run. */
import { diagnose } from "../diagnostics/code.ts";
import { machineCodes } from "../diagnostics/codes-machine.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../language/tree.ts";
import type { GlobalDefinitions } from "../model/configuration.ts";
import { type ScriptCommand, usualScriptUser } from "../model/script-command.ts";
import type { Machine } from "./machine.ts";
import { type UnsafePart, unsafePartOf } from "./unsafe-path.ts";

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
  const mode = part.mode.toString(8).padStart(4, "0");
  const what = part.path === program ? "it" : `"${part.path}"`;
  const message =
    `others than root may change "${program}": ${what} has owner ${part.ownerId}, ` +
    `group ${part.groupId}, mode ${mode}`;
  return { message, help: remedy };
}
