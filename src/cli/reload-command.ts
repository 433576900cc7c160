/** The command line of `holdfast reload`: as SIGHUP, and waits for the end. */
import type { Command } from "commander";
import type { ReloadOutcome } from "../daemon/supervisor/reload/outcome.ts";
import { type ColourWhen, colourOption, wantsColour } from "./colour.ts";
import { addPlaceOptions, asJson, askDaemon, type DaemonPlace } from "./daemon-place.ts";
import { outcomeLines } from "./plan/outcome-lines.ts";

interface ReloadFlags extends DaemonPlace {
  readonly json?: true;
  readonly color: ColourWhen;
}

/** A process that hangs is killed and started again before. */
const limitMillis = 180_000;

export function addReloadCommand(program: Command): void {
  const command = program
    .command("reload")
    .description("have the daemon read its configuration again, and wait until it runs")
    .option("--json", "how it ended, as JSON")
    .addOption(colourOption())
    .addHelpText("after", "\nThe exit code is 0 when it was applied, and 1 when it was refused.");
  addPlaceOptions(command).action(async (flags: ReloadFlags) => {
    let applied = false;
    const status = await askDaemon(flags, { command: "reload", limitMillis }, (answer) => {
      const outcome = answer as ReloadOutcome;
      applied = outcome.kind === "applied";
      const lines = outcomeLines(outcome, wantsColour(flags.color));
      process.stdout.write(`${flags.json === true ? asJson(outcome) : lines.join("\n")}\n`);
    });
    process.exitCode = status === 0 && !applied ? 1 : status;
  });
}
