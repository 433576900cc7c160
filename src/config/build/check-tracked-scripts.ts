/** Whether the `vrrp_script`s of a configuration can run on this machine (behaviours §15). */
import { listed } from "../cluster/words.ts";
import { diagnose } from "../diagnostics/code.ts";
import { machineCodes } from "../diagnostics/codes-machine.ts";
import { trackingCodes } from "../diagnostics/codes-tracking.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { GlobalDefinitions } from "../model/configuration.ts";
import type { ScriptCommand } from "../model/script-command.ts";
import type { NotFollowed } from "../model/tracking.ts";
import type { Machine } from "./machine.ts";
import {
  dangerOf,
  describeMissingUser,
  describeNotExecutable,
  hasUser,
  isPresent,
  obstacleOf,
  remedyOfMissing,
  reportNotExecutable,
} from "./script-program.ts";
import type { TrackedScript } from "./tracking/tracked-scripts.ts";
import type { UnusableScripts } from "./tracking/without-unusable-scripts.ts";

export interface TrackedCheck {
  /** Commands that have somebody to run as, who gets to them. */
  readonly runnable: readonly ScriptCommand[];
  /** Those that cannot run, but for unsafe ones: these count as failed. */
  readonly unusable: UnusableScripts;
  readonly diagnostics: readonly Diagnostic[];
}

interface Problem {
  readonly diagnostic: Diagnostic;
  /** Why it cannot run; null for one that must not, and counts as failed. */
  readonly because: string | null;
  /** Its user cannot get to it: for that user it is not there. */
  readonly isOutOfReach?: boolean;
}

export function checkTrackedScripts(
  scripts: readonly TrackedScript[],
  global: GlobalDefinitions,
  hasDefaultUser: boolean,
  machine: Machine,
): TrackedCheck {
  const runnable: ScriptCommand[] = [];
  const unusable = new Map<string, NotFollowed>();
  const diagnostics: Diagnostic[] = [];
  for (const each of scripts) {
    const noUser = checkUser(each, hasDefaultUser, machine);
    const problem: Problem | null = noUser ?? checkProgram(each, global, machine);
    if (noUser === null && problem?.isOutOfReach !== true) runnable.push(each.script.command);
    if (problem === null) continue;
    diagnostics.push(problem.diagnostic);
    const { because } = problem;
    if (because !== null) unusable.set(each.script.name, { because, instances: each.instances });
  }
  return { runnable, unusable, diagnostics };
}

function checkUser(tracked: TrackedScript, hasDefaultUser: boolean, machine: Machine) {
  const { script, end, followers } = tracked;
  const { user, place, userPlace } = script.command;
  const consequence = goesOnWithout(tracked);
  const echoes = followers;
  if (user === null) {
    if (hasDefaultUser) return null;
    const diagnostic = diagnose(trackingCodes.scriptWithoutUser, end, {
      message: `vrrp_script "${script.name}" has no user that exists`,
      help: "add a line: user NAME",
      consequence,
      echoes,
    });
    return { diagnostic, because: "it has no user that exists" };
  }
  if (hasUser(script.command, machine)) return null;
  const because = describeMissingUser(script.command);
  const diagnostic = diagnose(trackingCodes.scriptWithoutUser, userPlace ?? place, {
    message: because,
    consequence,
    echoes,
  });
  return { diagnostic, because };
}

function checkProgram(
  tracked: TrackedScript,
  global: GlobalDefinitions,
  machine: Machine,
): Problem | null {
  const { command, name } = tracked.script;
  const { argv, place } = command;
  // Redirections and such are for the shell to make sense of.
  if (machine.isExecutable === undefined || argv[0].startsWith("<")) return null;
  const consequence = goesOnWithout(tracked);
  const parts = machine.pathParts?.(argv[0]) ?? [];
  if (!isPresent(command, machine) || parts.at(-1)?.kind === "directory") {
    const because = `there is no program "${argv[0]}"`;
    const diagnostic = diagnose(trackingCodes.scriptMissing, place, {
      message: `${because} for vrrp_script "${name}"`,
      help: remedyOfMissing(argv[0]),
      consequence,
    });
    return { diagnostic, because };
  }
  const danger = dangerOf(command, global, machine);
  if (danger !== null) {
    const failed = `vrrp_script ${name} does not run, and counts as failed.`;
    const finding = { ...danger, consequence: failed };
    return { diagnostic: diagnose(trackingCodes.scriptUnsafe, place, finding), because: null };
  }
  if (machine.isExecutable(argv[0])) return checkPermission(command, global, machine, consequence);
  return {
    diagnostic: reportNotExecutable(argv[0], place, machine, consequence),
    because: describeNotExecutable(argv[0], machine),
  };
}

/** Its user may not execute what others may. */
function checkPermission(
  command: ScriptCommand,
  global: GlobalDefinitions,
  machine: Machine,
  consequence: string,
): Problem | null {
  const obstacle = obstacleOf(command, global, machine);
  if (obstacle === null) return null;
  const { isOnTheWay, message, help } = obstacle;
  const code = isOnTheWay ? trackingCodes.scriptMissing : machineCodes.scriptMissing;
  const diagnostic = diagnose(code, command.place, { message, help, consequence });
  return { diagnostic, because: message, isOutOfReach: isOnTheWay };
}

function goesOnWithout({ script, instances }: TrackedScript): string {
  const what = `vrrp_script ${script.name} does not run`;
  if (instances.length === 0) return `${what}.`;
  return `${what}: ${listed(instances)} ${instances.length === 1 ? "goes" : "go"} on without it.`;
}
