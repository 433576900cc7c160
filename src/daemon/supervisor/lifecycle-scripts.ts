/**
 * `startup_script`, which all else waits for, and `shutdown_script`, which waits for all else
 * (keepalived.md §1.2).
 */
import type { GlobalDefinitions } from "../../config/model/configuration.ts";
import { seconds } from "../../wire/units.ts";
import type { Report } from "../runner/report.ts";
import type { ScriptEnd } from "../runner/script-process.ts";
import { defaultScriptUser, runnerCommand } from "../runner-command.ts";
import type { Timers } from "../timers.ts";
import type { Supervisor } from "./supervisor.ts";

export type Occasion = "startup" | "shutdown";

/** The daemon from its start to its end, with its exit code; a stop ends the script of the start. */
export async function runBetweenScripts(
  supervisor: Pick<Supervisor, "configuration" | "ended" | "start">,
  timers: Timers,
  report: Report,
): Promise<number> {
  const { global } = supervisor.configuration;
  await runLifecycleScript("startup", global, report, timers, supervisor.ended);
  supervisor.start();
  const code = await supervisor.ended;
  await runLifecycleScript("shutdown", supervisor.configuration.global, report, timers);
  return code;
}

/** Resolves when the script is gone, of itself, by its limit, or because `cutShort` resolved. */
export async function runLifecycleScript(
  occasion: Occasion,
  global: GlobalDefinitions,
  { logger, journal }: Report,
  timers: Timers,
  cutShort?: Promise<unknown>,
): Promise<void> {
  const script = global.lifecycle[occasion];
  if (script === null) return;
  const { command, timeoutMicros } = script;
  const run = runnerCommand(command, [], defaultScriptUser(global));
  const [program] = run.argv;
  const { starter, output } = await startingParts(global, timers);
  logger.info(`Running ${occasion} script ${program}`);
  const started = starter.start(run, {
    limitMicros: timeoutMicros,
    writes: (stream) => output.read(stream),
  });
  void cutShort?.then(() => started.end());
  const end = await started.ended;
  const problem = whyFailed(end, timeoutMicros / seconds(1));
  if (problem === null) return;
  logger.error(`${occasion} script ${problem}`);
  journal(`${occasion} script ${program}`, problem);
  for (const line of await output.lines()) logger.info(`${program} says: ${line}`);
}

/** Few configurations have one of these scripts: the others do not load what starts them. */
async function startingParts({ scriptSecurity }: GlobalDefinitions, timers: Timers) {
  const { ScriptStarter } = await import("../runner/script-process.ts");
  const { systemIdentities } = await import("../runner/identity.ts");
  const { OutputLines } = await import("../runner/output-lines.ts");
  const starter = new ScriptStarter(systemIdentities, timers);
  // The check of the configuration has said whether the account for scripts is missing.
  starter.follow(scriptSecurity, () => undefined);
  return { starter, output: new OutputLines() };
}

function whyFailed(end: ScriptEnd, limitSeconds: number): string | null {
  if (end.kind === "notStarted") return `not run: ${end.reason}`;
  if (end.timedOut) return `timed out after ${limitSeconds} s`;
  if (end.signal !== null) return `ended by ${end.signal}`;
  return end.status === 0 ? null : `failed, status ${end.status}`;
}
