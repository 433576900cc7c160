/** Whether the scripts of a configuration can run on this machine, and as whom. */
import { diagnose } from "../diagnostics/code.ts";
import { machineCodes } from "../diagnostics/codes-machine.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../language/tree.ts";
import type { MiscCheck } from "../model/checker.ts";
import type { ScriptCommand } from "../model/script-command.ts";
import type { Build } from "./build-configuration.ts";
import { checkTrackedScripts } from "./check-tracked-scripts.ts";
import { checkMiscScripts, miscChecksOf } from "./checks/check-misc-scripts.ts";
import { reportInsecure } from "./insecure-scripts.ts";
import type { Machine } from "./machine.ts";
import { dangerOf, describeMissingUser, hasUser, reportNotExecutable } from "./script-program.ts";
import { defaultUserOf } from "./script-user.ts";
import { checkerScriptsOf, scriptsOf } from "./scripts-of.ts";
import type { UnusableScripts } from "./tracking/without-unusable-scripts.ts";

export interface ScriptsCheck {
  /** Of `vrrp_script`. */
  readonly unusable: UnusableScripts;
  readonly diagnostics: readonly Diagnostic[];
}

/** `lacksInterface`: an interface that the file names is not there. */
export function checkScripts(
  build: Build,
  machine: Machine,
  lacksInterface: boolean,
): ScriptsCheck {
  const { configuration, disabledInstances, scriptUserSpan, trackedScripts } = build;
  const { global } = configuration;
  const scripts = scriptsOf(configuration);
  const miscChecks = miscChecksOf(configuration);
  const firstUse = firstWithoutUser(scripts, [
    ...trackedScripts.map(({ script, end }) => ({ command: script.command, end })),
    ...miscChecks,
  ]);
  const defaultUser = defaultUserOf(global, scriptUserSpan, firstUse, machine);
  const named = scripts.filter(({ user }) => user !== null || defaultUser.isThere);
  const runnable = named.filter((script) => hasUser(script, machine));
  const tracked = checkTrackedScripts(trackedScripts, global, defaultUser.isThere, machine);
  const misc = checkMiscScripts(miscChecks, global, defaultUser.isThere, machine);
  const hasInstance = configuration.vrrpInstances.length + disabledInstances.length > 0;
  const ofChecker = new Set(checkerScriptsOf(configuration));
  const runs = {
    vrrp: [...runnable.filter((script) => !ofChecker.has(script)), ...tracked.runnable],
    checker: [...runnable.filter((script) => ofChecker.has(script)), ...misc.runnable],
  };
  const diagnostics = [
    ...defaultUser.diagnostics,
    ...named.filter((script) => !hasUser(script, machine)).map(reportUser),
    ...tracked.diagnostics,
    ...misc.diagnostics,
    ...checkPrograms(runnable, machine),
    ...checkPaths(runnable, build, machine),
    ...(global.scriptSecurity ? [] : reportInsecure(runs, machine, hasInstance && !lacksInterface)),
  ];
  return { unusable: tracked.unusable, diagnostics };
}

/** keepalived looks for the default user where the first script needs it. */
function firstWithoutUser(
  scripts: readonly ScriptCommand[],
  blocks: readonly Pick<MiscCheck, "command" | "end">[],
): Span | null {
  const places = [
    ...scripts.filter(({ user }) => user === null).map(({ place }) => place),
    ...blocks.filter(({ command }) => command.user === null).map(({ end }) => end),
  ];
  const [first] = places.toSorted(
    (left, right) => left.source - right.source || left.line - right.line,
  );
  return first ?? null;
}

const reportUser = (command: ScriptCommand): Diagnostic =>
  diagnose(machineCodes.notifyUserMissing, command.userPlace ?? command.place, {
    message: describeMissingUser(command),
    consequence: "The script does not run.",
  });

/** What runs as root must be root's alone. */
function checkPaths(
  scripts: readonly ScriptCommand[],
  { configuration: { global } }: Build,
  machine: Machine,
): readonly Diagnostic[] {
  return scripts.flatMap((script) => {
    const danger = dangerOf(script, global, machine);
    if (danger === null) return [];
    const consequence = "The script does not run.";
    return [diagnose(machineCodes.scriptUnsafe, script.place, { ...danger, consequence })];
  });
}

function checkPrograms(scripts: readonly ScriptCommand[], machine: Machine): readonly Diagnostic[] {
  return scripts.flatMap(({ argv, place }) =>
    machine.isExecutable?.(argv[0]) === false ? [reportNotExecutable(argv[0], place, machine)] : [],
  );
}
