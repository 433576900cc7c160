/** Runs one notification to its end, with a time limit, and says what went wrong. */
import { type Micros, seconds } from "../../wire/units.ts";
import type { Report } from "./report.ts";
import type { ScriptEnd, ScriptStarter } from "./script-process.ts";
import type { Script } from "./script-queue.ts";

/** Long enough for anything sensible; a script that hangs must not hold up its instance for ever. */
const runMicros = seconds(60);

/** Resolves when the script was reaped, or could not be started. */
export async function runScript(
  starter: ScriptStarter,
  { logger, journal }: Report,
  script: Script,
  limitMicros: Micros = runMicros,
): Promise<void> {
  const name = `(${script.queue}) script ${script.argv[0]}`;
  const started = starter.start(script, {
    limitMicros,
    timedOut: () => logger.warning(`${name} runs for too long: terminating it`),
  });
  const end = await started.ended;
  const failure = whyFailed(end, limitMicros);
  if (failure === null) return;
  if (end.kind === "notStarted") logger.error(`${name} ${failure}`);
  else if (end.signal !== null) logger.info(`${name} ${failure}`);
  else logger.detail(`${name} ${failure}`);
  journal(name, failure);
}

function whyFailed(end: ScriptEnd, limitMicros: Micros): string | null {
  if (end.kind === "notStarted") return `not run: ${end.reason}`;
  const ended = end.signal === null ? `exited with status ${end.status}` : `ended by ${end.signal}`;
  if (end.timedOut) return `${ended} after its limit of ${limitMicros / seconds(1)} s`;
  return end.signal === null && end.status === 0 ? null : ended;
}
