/** Finds out what a reload would do: reads and judges the file as a reload does, and asks each process. */
import type { Diagnostic } from "../../../config/diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../../../config/diagnostics/render.ts";
import type { Configuration } from "../../../config/model/configuration.ts";
import { failure, type Result, success } from "../../../wire/result.ts";
import type { LoadedConfiguration, LoadedFile } from "../../configuration/load.ts";
import type { AskResult } from "../../control/questions.ts";
import type { Subsystems } from "../../options.ts";
import { nothingPlanned, type ProcessPlan } from "../../plan/process-plan.ts";
import { hitlessOf, joinPlans, type ReloadPlan } from "../../plan/reload-plan.ts";
import { type ConfiguredRole, wantedChildren } from "../wanted-children.ts";
import { configurationChanges } from "./changes.ts";
import { reasonsOfCheck } from "./reading.ts";
import { heldBack, refusingFindings, whyNotReloadable } from "./reloadable.ts";

export interface PlannedChild {
  /** It runs, or will be started again. */
  readonly wanted: boolean;
  plan(configuration: Configuration): Promise<AskResult>;
}

export interface PlanInputs {
  readonly running: LoadedConfiguration;
  readonly next: LoadedFile;
  readonly subsystems: Subsystems;
  readonly children: Readonly<Record<ConfiguredRole, PlannedChild>>;
  readonly colour: boolean;
}

/** The error is a sentence for the one who asked: a process does not answer. */
export async function planReload(inputs: PlanInputs): Promise<Result<ReloadPlan, string>> {
  const { running, next } = inputs;
  const { configuration } = next.loaded;
  const asked = { version: 1, file: next.file } as const;
  const reasons = [
    ...reasonsOfCheck(next.loaded, running.configuration),
    ...whyNotReloadable(running, next.loaded),
  ];
  if (reasons.length > 0) return success({ ...asked, ...refusal(inputs, reasons) });
  const changes = configurationChanges(running.configuration, configuration);
  const processes: ProcessPlan[] = [];
  for (const role of ["vrrp", "lvs"] as const) {
    const planned = await planOf(role, inputs);
    if (!planned.ok) return planned;
    processes.push(planned.value);
  }
  const whole = joinPlans(processes);
  const isNothing = changes.length + whole.operations.length + whole.states.length === 0;
  return success({
    ...asked,
    verdict: isNothing ? "nothing" : "changes",
    reasons: [],
    report: "",
    findings: [...next.loaded.findings, ...heldBack(running.configuration, configuration)],
    changes,
    hitless: hitlessOf(whole),
    ...whole,
  });
}

function refusal(
  { running, next, colour }: PlanInputs,
  reasons: readonly string[],
): Omit<ReloadPlan, "version" | "file"> {
  const { loaded, sources } = next;
  const refusing = refusingFindings(running, loaded);
  // Where the config test is in the way, all that it found is.
  const shown = refusing.length > 0 ? refusing : loaded.diagnostics;
  return {
    verdict: "refused",
    reasons,
    report: [renderDiagnostics(shown, sources, { colour }), ...explained(refusing)].join("\n\n"),
    findings: loaded.findings,
    changes: [],
    hitless: "yes",
    ...nothingPlanned,
  };
}

/** Warnings refuse as well, and it would not be seen why. */
const explained = (refusing: readonly Diagnostic[]): readonly string[] =>
  refusing.length === 0 ||
  refusing.some(({ severity }) => severity === "error" || severity === "fatal")
    ? []
    : ["A daemon that starts goes on with this; one that runs keeps what it has instead."];

async function planOf(
  role: ConfiguredRole,
  { next, subsystems, children }: PlanInputs,
): Promise<Result<ProcessPlan, string>> {
  const child = children[role];
  const { configuration } = next.loaded;
  const isWanted = wantedChildren(configuration, subsystems).has(role);
  if (!child.wanted)
    return success(isWanted ? processOf(`start the ${role} process`) : nothingPlanned);
  const answer = await child.plan(configuration);
  if (!answer.ok) return failure(answer.error);
  const plan = answer.value as ProcessPlan;
  return success(isWanted ? plan : joinPlans([plan, processOf(`end the ${role} process`)]));
}

const processOf = (command: string): ProcessPlan => ({
  ...nothingPlanned,
  operations: [{ on: "process", command }],
});
