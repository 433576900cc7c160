/** Runs one notification to its end, with a time limit, and says in the log what went wrong. */
import { type Micros, seconds } from "../../wire/units.ts";
import type { Logger } from "../log/logger.ts";
import type { ScriptStarter } from "./script-process.ts";
import type { Script } from "./script-queue.ts";

/** Long enough for anything sensible; a script that hangs must not hold up its instance for ever. */
const runMicros = seconds(60);

/** Resolves when the script was reaped, or could not be started. */
export async function runScript(
  starter: ScriptStarter,
  logger: Logger,
  script: Script,
  limitMicros: Micros = runMicros,
): Promise<void> {
  const name = `(${script.queue}) script ${script.argv[0]}`;
  const started = starter.start(script, {
    limitMicros,
    timedOut: () => logger.warning(`${name} runs for too long: terminating it`),
  });
  const end = await started.ended;
  if (end.kind === "notStarted") logger.error(`${name} not run: ${end.reason}`);
  else if (end.signal !== null) logger.info(`${name} ended by ${end.signal}`);
  else if (end.status !== 0) logger.detail(`${name} exited with status ${end.status}`);
}
