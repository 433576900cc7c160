/** The commands of `holdfast`: completion and the manual page are made from them too. */
import { Command } from "commander";
import { type DaemonOptions, defaultConfigurationFile } from "../daemon/options.ts";
import { productVersion } from "../daemon/version.ts";
import { addCheckCommand } from "./check-command.ts";
import { addCompletionCommand } from "./completion-command.ts";
import { readInvocation } from "./daemon-options.ts";
import { endWithReader } from "./end-with-reader.ts";
import { addEventsCommand } from "./events-command.ts";
import { addExplainCommand } from "./explain-command.ts";
import { addFormatCommand } from "./format-command.ts";
import { addInstanceCommand } from "./instance-command.ts";
import { addIpvsCommand } from "./ipvs-command.ts";
import { addKeywordCommand } from "./keyword-command.ts";
import { addPlanCommand } from "./plan-command.ts";
import { addRealServerCommand } from "./real-server-command.ts";
import { addReloadCommand } from "./reload-command.ts";
import { addStatusCommand } from "./status-command.ts";
import { addWhyCommand } from "./why-command.ts";

interface RunFlags {
  readonly file: string;
  readonly detail?: true;
  readonly quiet?: true;
}

export function holdfastProgram(): Command {
  const program = new Command("holdfast")
    .description(
      "Keeps virtual addresses and services alive, as keepalived.conf says: VRRP and load balancing.",
    )
    .version(`Holdfast v${productVersion}`, "-v, --version", "print the version")
    .helpOption("-h, --help", "print this")
    .showHelpAfterError("(holdfast --help lists the commands)");
  addRunCommand(program);
  addCheckCommand(program, (file, words) => optionsOf({ file }, words));
  addExplainCommand(program);
  addFormatCommand(program, (file) => optionsOf({ file }));
  addKeywordCommand(program);
  addIpvsCommand(program);
  addRealServerCommand(program);
  addStatusCommand(program);
  addWhyCommand(program);
  addEventsCommand(program);
  addInstanceCommand(program);
  addReloadCommand(program);
  addPlanCommand(program);
  addCompletionCommand(program);
  for (const command of program.commands) {
    pointToOwnHelp(command, `holdfast ${command.name()}`);
    // The daemon outlives its readers.
    if (command.name() !== "run") command.hook("preAction", endWithReader);
  }
  return program;
}

function pointToOwnHelp(command: Command, words: string): void {
  command.showHelpAfterError(`(${words} --help lists what it takes)`);
  for (const inner of command.commands) pointToOwnHelp(inner, `${words} ${inner.name()}`);
}

function addRunCommand(program: Command): void {
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
}

/** The same as keepalived's options of that meaning. */
function optionsOf(flags: RunFlags, others: readonly string[] = []): DaemonOptions {
  const words = ["-n", "-f", flags.file, ...others];
  if (flags.quiet === undefined) words.push("-l");
  if (flags.detail !== undefined) words.push("-D");
  const read = readInvocation(words);
  if (!read.ok || read.value.kind !== "run") throw new Error("the daemon's options do not fit");
  return { ...read.value.options, program: "holdfast", commandLine: process.argv.slice(2) };
}
