/** The command line of `holdfast why`. */
import type { Command } from "commander";
import { type ColourWhen, colourOption, wantsColour } from "./colour.ts";
import { addPlaceOptions, asJson, askDaemon, type DaemonPlace } from "./daemon-place.ts";

interface WhyFlags extends DaemonPlace {
  readonly json?: true;
  readonly color: ColourWhen;
}

export function addWhyCommand(program: Command): void {
  const command = program
    .command("why")
    .description(
      "say why an instance is what it is: its priority, what it heard, the rule, what next",
    )
    .argument("<instance>", "its name")
    .option("--json", "the same, as JSON")
    .addOption(colourOption());
  addPlaceOptions(command).action(async (instance: string, flags: WhyFlags) => {
    const { whyLines } = await import("./why/render.ts");
    const colour = wantsColour(flags.color);
    process.exitCode = await askDaemon(flags, { command: "why", instance }, (answer) => {
      const reasons = answer as Parameters<typeof whyLines>[0];
      console.log(flags.json === true ? asJson(reasons) : whyLines(reasons, colour).join("\n"));
    });
  });
}
