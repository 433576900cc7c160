/** Whether the programs of MISC_CHECKs can run on this machine (keepalived.md §15). */
import { diagnose } from "../../diagnostics/code.ts";
import { checkerCodes } from "../../diagnostics/codes-checkers.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { MiscCheck } from "../../model/checker.ts";
import type { Configuration, GlobalDefinitions } from "../../model/configuration.ts";
import type { ScriptCommand } from "../../model/script-command.ts";
import type { Machine } from "../machine.ts";
import {
  dangerOf,
  describeMissingUser,
  hasUser,
  isPresent,
  reportNotExecutable,
} from "../script-program.ts";

/** All that a configuration has, in the order of the file. */
export function miscChecksOf({ loadBalancing }: Configuration): readonly MiscCheck[] {
  const found: MiscCheck[] = [];
  for (const { realServers } of loadBalancing.virtualServers) {
    for (const { checkers } of realServers) {
      for (const checker of checkers) if (checker.kind === "misc") found.push(checker);
    }
  }
  return found;
}

export function checkMiscScripts(
  checks: readonly MiscCheck[],
  global: GlobalDefinitions,
  hasDefaultUser: boolean,
  machine: Machine,
): { readonly runnable: readonly ScriptCommand[]; readonly diagnostics: readonly Diagnostic[] } {
  const runnable: ScriptCommand[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const check of checks) {
    const noUser = checkUser(check, hasDefaultUser, machine);
    if (noUser === null) runnable.push(check.command);
    const problem = noUser ?? checkProgram(check.command, global, machine);
    if (problem !== null) diagnostics.push(problem);
  }
  return { runnable, diagnostics };
}

const consequence = "The check is left out, so it cannot take its real server down.";

function checkUser(
  { command, end }: MiscCheck,
  hasDefaultUser: boolean,
  machine: Machine,
): Diagnostic | null {
  const { argv, user, place, userPlace } = command;
  if (user === null) {
    if (hasDefaultUser) return null;
    return diagnose(checkerCodes.scriptWithoutUser, end, {
      message: `"${argv[0]}" has no user that exists`,
      help: "add user NAME, or script_user in global_defs",
      consequence,
    });
  }
  if (hasUser(command, machine)) return null;
  return diagnose(checkerCodes.scriptWithoutUser, userPlace ?? place, {
    message: describeMissingUser(command),
    consequence,
  });
}

function checkProgram(
  command: ScriptCommand,
  global: GlobalDefinitions,
  machine: Machine,
): Diagnostic | null {
  const { argv, place } = command;
  if (machine.isExecutable === undefined) return null;
  if (!isPresent(command, machine)) return reportNotExecutable(argv[0], place, machine);
  const danger = dangerOf(command, global, machine);
  if (danger !== null) {
    return diagnose(checkerCodes.scriptUnsafe, place, { ...danger, consequence });
  }
  return machine.isExecutable(argv[0]) ? null : reportNotExecutable(argv[0], place, machine);
}
