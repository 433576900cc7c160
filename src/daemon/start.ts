/** From the command to the daemon: the process that only detaches loads nothing of it. */
import { daemonise, takeDetachment } from "./daemonise.ts";
import type { DaemonOptions } from "./options.ts";
import { startedByServiceManager } from "./started-by.ts";

/** Runs to the end and gives the exit code; without `-n`, to the end of the command only. */
export async function startDaemon(options: DaemonOptions): Promise<number> {
  const detachment = takeDetachment();
  if (!options.foreground && !detachment.detached) return daemonise(startedByServiceManager());
  const { runDaemon } = await import("./main.ts");
  return runDaemon(options, detachment);
}
