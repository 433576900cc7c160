/** The command line of `holdfast status`. */
import type { Command } from "commander";
import { colourOption } from "./colour.ts";
import { addPlaceOptions } from "./daemon-place.ts";
import type { StatusFlags } from "./status/flags.ts";

export function addStatusCommand(program: Command): void {
  const command = program
    .command("status")
    .description("say where instances, trackers and servers stand, and how the daemon is")
    .argument("[instance]", "only this instance, and what it follows")
    .option("--json", "everything, as JSON")
    .option("--names", "only the names of the instances, as completion needs them")
    .option("--watch", "look again each second, until q or Ctrl-C")
    .addOption(colourOption());
  addPlaceOptions(command).action(async (instance: string | undefined, flags: StatusFlags) => {
    const { showStatus } = await import("./status/show-status.ts");
    process.exitCode = await showStatus(instance ?? null, flags);
  });
}
