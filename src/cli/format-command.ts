import type { Command } from "commander";
import type { DaemonOptions } from "../daemon/options.ts";
import type { FormatFlags } from "./format-files.ts";

/** `holdfast fmt`; `optionsOf` gives the daemon's options for a file. */
export function addFormatCommand(
  program: Command,
  optionsOf: (file: string) => DaemonOptions,
): void {
  program
    .command("fmt")
    .description("lay out configuration files: one statement a line, four blanks a level")
    .argument("<files...>", "the files; - is standard input")
    .option("--check", "write nothing; end with 1 if a file would change")
    .option("--stdout", "print instead of writing into the files")
    .action(async (files: string[], flags: FormatFlags) => {
      const { formatFiles } = await import("./format-files.ts");
      process.exitCode = formatFiles(files.map(optionsOf), flags);
    });
}
