import type { Command } from "commander";
import type { KeywordFlags } from "./keyword-pages.ts";

/** `holdfast keywords`. */
export function addKeywordCommand(program: Command): void {
  program
    .command("keywords")
    .description("explain the keywords of the configuration")
    .argument("[name]", "only this one: what it does, what it takes, and an example")
    .option("--names", "print the names only")
    .action(async (name: string | undefined, flags: KeywordFlags) => {
      const { printKeywords } = await import("./keyword-pages.ts");
      process.exitCode = printKeywords(name, flags);
    });
}
