/** `holdfast`: the program's own commands. */
import { Command } from "commander";
import { type DaemonOptions, defaultConfigurationFile } from "../daemon/options.ts";
import { productVersion } from "../daemon/version.ts";
import { readInvocation } from "./daemon-options.ts";

interface RunFlags {
  readonly file: string;
  readonly detail?: true;
  readonly quiet?: true;
}

const program = new Command("holdfast")
  .description("Keeps virtual addresses alive by VRRP, as keepalived.conf says.")
  .version(`Holdfast v${productVersion}`, "-v, --version", "print the version")
  .helpOption("-h, --help", "print this")
  .showHelpAfterError("(holdfast --help lists the commands)");

program
  .command("run")
  .description("run the daemon in the foreground")
  .option("-f, --file <file>", "read this configuration", defaultConfigurationFile)
  .option("-D, --detail", "log more")
  .option("-q, --quiet", "log to syslog only")
  .action(async (flags: RunFlags) => {
    const { startDaemon } = await import("../daemon/start.ts");
    process.exit(await startDaemon(optionsOf(flags)));
  });

program
  .command("check")
  .description("say what is wrong with configuration files")
  .argument("[files...]", "the files", [defaultConfigurationFile])
  .action(async (files: string[]) => {
    const { checkFiles } = await import("./check-files.ts");
    process.exitCode = checkFiles(files.map((file) => optionsOf({ file })));
  });

await program.parseAsync();

/** The same as keepalived's options of that meaning. */
function optionsOf(flags: RunFlags): DaemonOptions {
  const words = ["-n", "-f", flags.file];
  if (flags.quiet === undefined) words.push("-l");
  if (flags.detail !== undefined) words.push("-D");
  const read = readInvocation(words);
  if (!read.ok || read.value.kind !== "run") throw new Error("the daemon's options do not fit");
  return { ...read.value.options, program: "holdfast", commandLine: process.argv.slice(2) };
}
