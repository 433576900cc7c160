/** holdfast(8), from the program's own description of its commands. */
import type { Command } from "commander";
import { asSentence } from "../config/keywords/reference/facts.ts";
import { definition, header, paragraph, section } from "../config/keywords/reference/roff.ts";
import { checkExitCodes } from "./check-command.ts";
import { genhashOptions } from "./genhash/options.ts";
import { keepalivedOptions } from "./keepalived-options.ts";
import type { OptionSpec } from "./option-grammar.ts";
import { optionNames } from "./usage.ts";

export function programManual(program: Command, version: string): string {
  const { commands } = program;
  return [
    header("holdfast", 8, version),
    section("NAME", "holdfast, keepalived, genhash - keep addresses and services alive"),
    section("SYNOPSIS", ""),
    ...commands
      .flatMap(withParts)
      .map((command) => definition(usageOf(command), asSentence(command.description()))),
    definition("keepalived [OPTION...]", "The daemon, with keepalived's options."),
    definition("genhash [OPTION...] -s ADDRESS -p PORT -u PATH", "The MD5 of a page."),
    section(
      "DESCRIPTION",
      "Two or more machines elect which of them holds an address by VRRP, and when it fails " +
        "another one takes the address over. The holder can share the connections out among real " +
        "servers that pass their health checks, by IPVS or by nftables. The configuration is " +
        "that of keepalived: see holdfast.conf(5).",
    ),
    ...commands.flatMap(withParts).map(commandPage),
    section("keepalived", "The daemon in keepalived's place takes its options."),
    ...keepalivedOptions.map(optionOf),
    section("genhash", "Prints what digest in a url of HTTP_GET or SSL_GET compares."),
    ...genhashOptions.map(optionOf),
    section("SIGNALS", "To the process in the parent's pid file."),
    definition("SIGHUP", "Reload; a configuration with an error in what runs is refused."),
    definition("SIGUSR1", "Write what is known into the .data files."),
    definition("SIGUSR2", "Write counters of VRRP into /tmp/keepalived.stats."),
    definition("SIGRTMIN+2", "Write instances and their counters into /tmp/keepalived.json."),
    definition("SIGTERM, SIGINT", "Stop in order."),
    section("FILES", ""),
    definition("/etc/keepalived/keepalived.conf", "The configuration."),
    definition("/run/keepalived.pid, /run/vrrp.pid, /run/checkers.pid", "The processes."),
    definition(
      "/run/keepalived.sock",
      "Where the daemon answers status, why, events and orders: beside its pid file.",
    ),
    definition(
      "/var/lib/holdfast/keepalived.jsonl",
      "The journal that events prints: a megabyte, and one before it. Beside a pid file that is " +
        "not in /run.",
    ),
    definition(
      "/tmp/keepalived.data, /tmp/keepalived_parent.data, /tmp/keepalived_check.data",
      "What SIGUSR1 writes: instances, the parent's settings, virtual and real servers.",
    ),
    section("EXIT STATUS", ""),
    ...exitStatus(),
    section("SEE ALSO", "holdfast.conf(5)"),
  ].join("");
}

const optionOf = (spec: OptionSpec<string>): string =>
  definition(optionNames(spec).trim(), asSentence(spec.help));

function exitStatus(): readonly string[] {
  const unwrapped = checkExitCodes.replace(/\n(?=[a-z])/g, " ");
  return unwrapped.split("\n").map((row) => {
    const [, code, meaning] = /^ {2}(\d) {2}(.*)$/.exec(row) ?? [];
    return code === undefined ? paragraph(row) : definition(code, asSentence(meaning ?? ""));
  });
}

/** A command of several parts is written as these. */
const withParts = (command: Command): readonly Command[] =>
  command.commands.length === 0 ? [command] : command.commands;

/** "ipvs show". */
function fullName(command: Command): string {
  const above = command.parent?.parent == null ? "" : `${command.parent.name()} `;
  return `${above}${command.name()}`;
}

const usageOf = (command: Command): string =>
  `holdfast ${fullName(command)} ${command.usage()}`.trimEnd();

function commandPage(command: Command): string {
  const help = command.createHelp();
  const options = help
    .visibleOptions(command)
    .map((option) => definition(option.flags, asSentence(help.optionDescription(option))));
  const about = asSentence(command.description());
  return [section(`holdfast ${fullName(command)}`, about), ...options].join("");
}
