/** Whether the `vrrp_script`s of a configuration can run on this machine (keepalived.md §15). */
import { diagnose } from "../diagnostics/code.ts";
import { trackingCodes } from "../diagnostics/codes-tracking.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { GlobalDefinitions } from "../model/configuration.ts";
import type { ScriptCommand } from "../model/script-command.ts";
import type { Machine } from "./machine.ts";
import {
  dangerOf,
  describeMissingUser,
  hasUser,
  isPresent,
  remedyOfMissing,
  reportNotExecutable,
} from "./script-program.ts";
import type { TrackedScript } from "./tracking/tracked-scripts.ts";

export interface TrackedCheck {
  /** Commands that have somebody to run as. */
  readonly runnable: readonly ScriptCommand[];
  readonly diagnostics: readonly Diagnostic[];
}

export function checkTrackedScripts(
  scripts: readonly TrackedScript[],
  global: GlobalDefinitions,
  hasDefaultUser: boolean,
  machine: Machine,
): TrackedCheck {
  const runnable: ScriptCommand[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const each of scripts) {
    const noUser = checkUser(each, hasDefaultUser, machine);
    if (noUser === null) runnable.push(each.script.command);
    const problem = noUser ?? checkProgram(each, global, machine);
    if (problem !== null) diagnostics.push(problem);
  }
  return { runnable, diagnostics };
}

function checkUser(
  { script, end, followers }: TrackedScript,
  hasDefaultUser: boolean,
  machine: Machine,
): Diagnostic | null {
  const { user, place, userPlace } = script.command;
  const consequence = `vrrp_script ${script.name} does not run, and counts as failed.`;
  const echoes = followers;
  if (user === null) {
    if (hasDefaultUser) return null;
    return diagnose(trackingCodes.scriptWithoutUser, end, {
      message: `vrrp_script "${script.name}" has no user that exists`,
      help: "add a line: user NAME",
      consequence,
      echoes,
    });
  }
  if (hasUser(script.command, machine)) return null;
  return diagnose(trackingCodes.scriptWithoutUser, userPlace ?? place, {
    message: describeMissingUser(script.command),
    consequence,
    echoes,
  });
}

function checkProgram(
  { script }: TrackedScript,
  global: GlobalDefinitions,
  machine: Machine,
): Diagnostic | null {
  const { command, name } = script;
  const { argv, place } = command;
  // Redirections and such are for the shell to make sense of.
  if (machine.isExecutable === undefined || argv[0].startsWith("<")) return null;
  const consequence = `vrrp_script ${name} does not run, and counts as failed.`;
  const parts = machine.pathParts?.(argv[0]) ?? [];
  if (!isPresent(command, machine) || parts.at(-1)?.kind === "directory") {
    return diagnose(trackingCodes.scriptMissing, place, {
      message: `there is no program "${argv[0]}" for vrrp_script "${name}"`,
      help: remedyOfMissing(argv[0]),
      consequence,
    });
  }
  const danger = dangerOf(command, global, machine);
  if (danger !== null) {
    return diagnose(trackingCodes.scriptUnsafe, place, { ...danger, consequence });
  }
  return machine.isExecutable(argv[0]) ? null : reportNotExecutable(argv[0], place, machine);
}
