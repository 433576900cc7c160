/** The command line of `holdfast events`. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { colourOption } from "./colour.ts";
import { addPlaceOptions } from "./daemon-place.ts";
import type { EventsFlags } from "./events/flags.ts";
import { readSince } from "./events/since.ts";

export function addEventsCommand(program: Command): void {
  const command = program
    .command("events")
    .description("print what happened, and why: the journal, also while no daemon runs")
    .option("-f, --follow", "go on with what happens from now on")
    .addOption(
      new Option(
        "--since <time>",
        "from then on: 30s, 5min, 2h, 1d ago, or 2026-11-21 17:00",
      ).argParser(sinceArgument),
    )
    .addOption(
      new Option("-n, --lines <number>", "so many of the latest; without --since 50").argParser(
        countArgument,
      ),
    )
    .option("--json", "records as JSON, one a line")
    .addOption(colourOption());
  addPlaceOptions(command).action(async (flags: EventsFlags) => {
    const { showEvents } = await import("./events/show-events.ts");
    process.exitCode = await showEvents(flags);
  });
}

function sinceArgument(text: string): number {
  const since = readSince(text, Date.now());
  if (since === null) throw new InvalidArgumentError("Expected 30s, 5min, 2h, 1d, or a date.");
  return since;
}

function countArgument(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}
