/** `holdfast explain`: what a code means, with a wrong and a right example. */
import type { Command } from "commander";
import { type ColourWhen, colourOption, wantsColour } from "./colour.ts";

export function addExplainCommand(program: Command): void {
  program
    .command("explain")
    .description("say what a code such as HF0107 means; without one, list them all")
    .argument("[codes...]", "the codes")
    .addOption(colourOption())
    .action(async (codes: string[], { color }: { readonly color: ColourWhen }) => {
      const { explain } = await import("./explain.ts");
      process.exitCode = explain(codes, wantsColour(color));
    });
}
