/** A command in the guest, from the fetch of the kernel to an exit status; trouble is told. */
import { type BootOptions, bootAndRun } from "./boot.ts";
import { fetchKernel } from "./fetch.ts";

/** Exit statuses where the command has none of its own, as timeout(1) has them. */
const statusTimedOut = 124;
const statusFailed = 125;
const defaults: BootOptions = { memoryMebibytes: 3_072, limitSeconds: 600, terminal: false };

/** Runs `command` under the kernel that has IPVS, and tells on standard error why it could not. */
export async function runInGuest(
  command: readonly string[],
  changes: Partial<BootOptions> = {},
): Promise<number> {
  const options = { ...defaults, ...changes };
  try {
    if (process.getuid?.() !== 0) throw new Error("It has to make mounts: run it as root (sudo).");
    const result = await bootAndRun(fetchKernel(), command, options);
    if (result.kind === "ended") return result.status;
    if (result.kind === "failed") {
      throw new Error(`The kernel ended on its own; its console:\n${result.console}`);
    }
    process.stderr.write(`The command was not done after ${options.limitSeconds} s.\n`);
    return statusTimedOut;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return statusFailed;
  }
}
