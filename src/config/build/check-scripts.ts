/** Whether the scripts of a configuration can run on this machine, and as whom. */
import { diagnose } from "../diagnostics/code.ts";
import { machineCodes } from "../diagnostics/codes-machine.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../language/tree.ts";
import type { Configuration } from "../model/configuration.ts";
import type { ScriptCommand } from "../model/vrrp-instance.ts";
import type { Machine } from "./machine.ts";
import { scriptsOf } from "./scripts-of.ts";
import { type UnsafePart, unsafePartOf } from "./unsafe-path.ts";

export function checkScripts(
  configuration: Configuration,
  scriptUserSpan: Span | null,
  machine: Machine,
): readonly Diagnostic[] {
  const scripts = scriptsOf(configuration);
  return [
    ...checkDefaultUser(configuration, scriptUserSpan, machine),
    ...scripts.flatMap((script) => checkUser(script, machine)),
    ...checkPrograms(scripts, configuration.global.scriptSecurity, machine),
    ...(configuration.global.scriptSecurity ? checkPaths(scripts, configuration, machine) : []),
  ];
}

function checkDefaultUser(
  { global }: Configuration,
  span: Span | null,
  machine: Machine,
): readonly Diagnostic[] {
  const user = global.scriptUser?.user;
  if (user === undefined || span === null || machine.userExists?.(user) !== false) return [];
  const consequence = "Scripts without a user of their own do not run.";
  return [userMissing(user, span, consequence)];
}

function checkUser(script: ScriptCommand, machine: Machine): readonly Diagnostic[] {
  if (script.user === null || machine.userExists?.(script.user) !== false) return [];
  return [userMissing(script.user, script.place, "The script does not run.")];
}

const userMissing = (user: string, span: Span, consequence: string): Diagnostic =>
  diagnose(machineCodes.userMissing, span, {
    message: `there is no user "${user}"`,
    consequence,
  });

/** What runs as root must be root's alone. */
function checkPaths(
  scripts: readonly ScriptCommand[],
  { global }: Configuration,
  { isRoot, pathParts }: Machine,
): readonly Diagnostic[] {
  if (isRoot === undefined || pathParts === undefined) return [];
  return scripts.flatMap(({ argv, user, place }) => {
    if (!isRoot(user ?? global.scriptUser?.user ?? null)) return [];
    const unsafe = unsafePartOf(pathParts(argv[0]));
    return unsafe === null ? [] : [reportUnsafe(argv[0], place, unsafe)];
  });
}

function reportUnsafe(program: string, place: Span, { part, remedy }: UnsafePart): Diagnostic {
  const mode = part.mode.toString(8).padStart(4, "0");
  const what = part.path === program ? "it" : `"${part.path}"`;
  return diagnose(machineCodes.scriptUnsafe, place, {
    message:
      `others than root may change "${program}": ${what} has owner ${part.ownerId}, ` +
      `group ${part.groupId}, mode ${mode}`,
    help: remedy,
    consequence: "The script does not run.",
  });
}

function checkPrograms(
  scripts: readonly ScriptCommand[],
  scriptSecurity: boolean,
  machine: Machine,
): readonly Diagnostic[] {
  const { isExecutable } = machine;
  if (isExecutable === undefined) return [];
  const missing = scripts.filter(({ argv }) => !isExecutable(argv[0]));
  const problems = missing.map(({ argv, place }) =>
    diagnose(machineCodes.scriptMissing, place, {
      message: `"${argv[0]}" is not an executable program`,
      consequence: "The script does not run.",
    }),
  );
  if (scriptSecurity || missing.length === scripts.length) return problems;
  const insecure = diagnose(machineCodes.scriptsInsecure, null, {
    message: "scripts run and enable_script_security is not given",
    help: "add enable_script_security and script_user to global_defs",
  });
  return [insecure, ...problems];
}
