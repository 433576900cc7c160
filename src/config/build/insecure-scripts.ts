/** Scripts that run while `enable_script_security` is not given. */
import { diagnose } from "../diagnostics/code.ts";
import { machineCodes } from "../diagnostics/codes-machine.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ScriptCommand } from "../model/script-command.ts";
import type { Machine } from "./machine.ts";
import { isPresent } from "./script-program.ts";

export interface ScriptsOfProcesses {
  readonly vrrp: readonly ScriptCommand[];
  readonly checker: readonly ScriptCommand[];
}

/**
 * One warning for all of them. keepalived may not come to the scripts of instances, and has nothing
 * to say about those then: it ends at a missing interface, and stops short without any instance.
 */
export function reportInsecure(
  { vrrp, checker }: ScriptsOfProcesses,
  machine: Machine,
  comesToVrrp: boolean,
): readonly Diagnostic[] {
  const present = (scripts: readonly ScriptCommand[]): readonly ScriptCommand[] =>
    scripts.filter((script) => isPresent(script, machine));
  const heard = present(comesToVrrp ? [...checker, ...vrrp] : checker);
  const [first] = heard.length > 0 ? heard : present(vrrp);
  if (first === undefined) return [];
  const warning = diagnose(machineCodes.scriptsInsecure, null, {
    message: "scripts run and enable_script_security is not given",
    help: "add enable_script_security and script_user to global_defs",
    related: [{ span: first.place, message: "the first of them" }],
  });
  return [heard.length > 0 ? warning : { ...warning, verdict: { exit: 0, isSaid: false } }];
}
