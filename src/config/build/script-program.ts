/** The program of a script: whether it is there, and what is said where it cannot run. */
import { diagnose } from "../diagnostics/code.ts";
import { machineCodes } from "../diagnostics/codes-machine.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../language/tree.ts";
import type { ScriptCommand } from "../model/script-command.ts";
import type { Machine } from "./machine.ts";
import type { UnsafePart } from "./unsafe-path.ts";

export function reportNotExecutable(program: string, place: Span, machine: Machine): Diagnostic {
  const parts = machine.pathParts?.(program);
  const isAbsent = parts?.length === 0;
  const isFile = parts !== undefined && parts.length > 0 && parts.at(-1)?.kind !== "directory";
  return diagnose(machineCodes.scriptMissing, place, {
    message: isAbsent
      ? `there is no program "${program}"`
      : `"${program}" is not an executable program`,
    help: isFile ? `make it one: chmod +x ${program}` : remedyOfMissing(program),
    consequence: "The script does not run.",
  });
}

export const remedyOfMissing = (program: string): string =>
  program.startsWith("/")
    ? "put the program there, or write the path that it has"
    : "write its path, and quotes around it and its arguments";

/** Whatever is there may be run, whether it can be executed as it is or not. */
export const isPresent = ({ argv }: ScriptCommand, machine: Machine): boolean =>
  machine.isExecutable?.(argv[0]) === true || (machine.pathParts?.(argv[0]).length ?? 0) > 0;

/** Who could change the program, and what puts an end to it. */
export function describeUnsafe(
  program: string,
  { part, remedy }: UnsafePart,
): { message: string; help: string } {
  const mode = part.mode.toString(8).padStart(4, "0");
  const what = part.path === program ? "it" : `"${part.path}"`;
  const message =
    `others than root may change "${program}": ${what} has owner ${part.ownerId}, ` +
    `group ${part.groupId}, mode ${mode}`;
  return { message, help: remedy };
}
