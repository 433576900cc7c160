/** The command line of `holdfast check`. */
import { Argument, type Command, Option } from "commander";
import { type DaemonOptions, defaultConfigurationFile } from "../daemon/options.ts";
import type { CheckSettings } from "./check-files.ts";
import { type ColourWhen, colourOption, wantsColour } from "./colour.ts";

interface CheckFlags {
  readonly format: "human" | "json" | "sarif";
  readonly color: ColourWhen;
  readonly offline?: true;
  readonly fix?: true;
  readonly diff?: true;
  readonly configId?: string;
  readonly cluster?: true;
  readonly priorities?: true;
}

export const checkExitCodes = `The exit codes of a check are those of keepalived's config test; 5 is
also for errors that it does not mention:
  0  nothing that keepalived would mention
  1  the command line is wrong, or a fix could not be written
  2  a keyword lacks its value
  4  nothing of a file can be used
  5  something is wrong, and the rest would run
  6  scripts would run without enable_script_security, or an include failed
Of several files the largest counts.`;

/** `optionsOf` makes the daemon's options of a file's name, with more words of its command line. */
export function addCheckCommand(
  program: Command,
  optionsOf: (file: string, words: readonly string[]) => DaemonOptions,
): void {
  program
    .command("check")
    .description("say what is wrong with configuration files")
    .addArgument(files)
    .addOption(choice("--format <form>", "how to print findings", ["human", "json", "sarif"]))
    .addOption(colourOption())
    .option("--offline", "look at the files only: no interfaces, users or scripts of this machine")
    .addOption(alone("--fix", "write the fixes that are safe into the files"))
    .addOption(alone("--diff", "show what --fix would change, and change nothing"))
    .option("--cluster", "check the files alone, and then as nodes that back each other up")
    .option("--priorities", "print what each tracker does to the priority, and who then wins")
    .option("-i, --config-id <id>", "what @ conditions of the file compare with")
    .addHelpText("after", `\n${checkExitCodes}`)
    .action(async (files: string[], flags: CheckFlags, command: Command) => {
      if (flags.cluster === true && files.length < 2) {
        command.error("error: --cluster holds files against each other: name two or more");
      }
      if (flags.diff === true && flags.format !== "human") {
        command.error("error: --diff prints a patch: --format has the fixes without it");
      }
      if (flags.priorities === true && flags.format === "sarif") {
        command.error("error: --priorities prints tables: --format is human or json");
      }
      const words = flags.configId === undefined ? [] : ["-i", flags.configId];
      const options = files.map((file) => optionsOf(file, words));
      if (flags.priorities === true) {
        const { showPriorities } = await import("./show-priorities.ts");
        process.exitCode = showPriorities(options, flags.format);
        return;
      }
      const { checkFiles } = await import("./check-files.ts");
      process.exitCode = checkFiles(options, settingsOf(flags));
    });
}

const files = new Argument("[files...]", "the files, or - for standard input").default(
  [defaultConfigurationFile],
  defaultConfigurationFile,
);

const alone = (flags: string, description: string) =>
  new Option(flags, description).conflicts("priorities");

const choice = (flags: string, description: string, values: readonly [string, ...string[]]) =>
  new Option(flags, description).choices(values).default(values[0]);

function settingsOf(flags: CheckFlags): CheckSettings {
  const fixes = flags.diff === true ? "show" : flags.fix === true ? "write" : "leave";
  const cluster = flags.cluster === true;
  return {
    format: flags.format,
    fixes,
    colour: wantsColour(flags.color),
    // The nodes of a cluster are other machines than this one.
    offline: flags.offline === true || cluster,
    ...(cluster ? { cluster } : {}),
  };
}
