/** keepalived's options (keepalived.md §2): names as keepalived(8) has them, the words are ours. */
import type { OptionSpec } from "./option-grammar.ts";

export type OptionId =
  | "file"
  | "vrrp"
  | "check"
  | "noBfd"
  | "all"
  | "console"
  | "detail"
  | "facility"
  | "logFile"
  | "flushLogFile"
  | "noSyslog"
  | "umask"
  | "releaseVips"
  | "keepVrrp"
  | "keepIpvs"
  | "noRespawn"
  | "foreground"
  | "dumpConf"
  | "pid"
  | "vrrpPid"
  | "checkersPid"
  | "bfdPid"
  | "addresses"
  | "genhash"
  | "snmp"
  | "snmpSocket"
  | "namespace"
  | "allConfig"
  | "configId"
  | "coreDump"
  | "corePattern"
  | "signum"
  | "configTest"
  | "perf"
  | "debug"
  | "noMemCheck"
  | "ignoreSigint"
  | "version"
  | "help";

const flag = (id: OptionId, short: string | null, long: string, help: string) =>
  ({ id, short, long, argument: "none", help }) as const;
const valued = (
  id: OptionId,
  short: string | null,
  long: string,
  argumentName: string,
  help: string,
) => ({ id, short, long, argument: "required", argumentName, help }) as const;
const maybeValued = (
  id: OptionId,
  short: string | null,
  long: string,
  argumentName: string,
  help: string,
) => ({ id, short, long, argument: "optional", argumentName, help }) as const;

export const keepalivedOptions: readonly OptionSpec<OptionId>[] = [
  valued("file", "f", "use-file", "FILE", "read this configuration"),
  flag("vrrp", "P", "vrrp", "run the VRRP process only"),
  flag("check", "C", "check", "run the health checkers only"),
  flag("noBfd", "B", "no_bfd", "run no BFD"),
  flag("all", null, "all", "start every process, also those with nothing configured"),
  flag("console", "l", "log-console", "log to the console too (with -n)"),
  flag("detail", "D", "log-detail", "log more"),
  valued("facility", "S", "log-facility", "FACILITY", "0-7, local0-local7, user or daemon"),
  maybeValued("logFile", "g", "log-file", "FILE", "log to a file for each process too"),
  flag("flushLogFile", null, "flush-log-file", "write the log file after each line"),
  flag("noSyslog", "G", "no-syslog", "do not log to syslog"),
  valued("umask", "u", "umask", "MASK", "file creation mask, as a number"),
  flag("releaseVips", "X", "release-vips", "remove addresses also when not known to be set"),
  flag("keepVrrp", "V", "dont-release-vrrp", "leave addresses and routes at stop"),
  flag("keepIpvs", "I", "dont-release-ipvs", "leave IPVS as it is at stop"),
  flag("noRespawn", "R", "dont-respawn", "end when a child process dies"),
  flag("foreground", "n", "dont-fork", "stay in the foreground"),
  flag("dumpConf", "d", "dump-conf", "log the configuration as it was understood"),
  valued("pid", "p", "pid", "FILE", "pid file of the parent process"),
  valued("vrrpPid", "r", "vrrp_pid", "FILE", "pid file of the VRRP process"),
  valued("checkersPid", "c", "checkers_pid", "FILE", "pid file of the checker process"),
  valued("bfdPid", "b", "bfd_pid", "FILE", "pid file of the BFD process"),
  flag("addresses", "a", "address-monitoring", "log every address that comes or goes"),
  flag("genhash", "T", "genhash", "act as genhash (as the first option)"),
  flag("snmp", "x", "snmp", "serve SNMP"),
  valued("snmpSocket", "A", "snmp-agent-socket", "FILE", "socket of the SNMP master agent"),
  valued("namespace", "s", "namespace", "NAME", "run in this network namespace"),
  flag("allConfig", "e", "all-config", "an include that finds no file is an error"),
  valued("configId", "i", "config-id", "ID", "what @ conditions of the file compare with"),
  flag("coreDump", "m", "core-dump", "allow core dumps"),
  maybeValued(
    "corePattern",
    "M",
    "core-dump-pattern",
    "PATTERN",
    "set the kernel's core_pattern too",
  ),
  valued("signum", null, "signum", "NAME", "print the number of the signal for NAME"),
  maybeValued("configTest", "t", "config-test", "LOG_FILE", "check the configuration and exit"),
  flag("perf", null, "perf", "profile the VRRP process"),
  maybeValued("debug", null, "debug", "LETTERS", "log for debugging"),
  flag("noMemCheck", null, "no-mem-check", "(no effect)"),
  flag("ignoreSigint", null, "ignore-sigint", "an interrupt does not stop the daemon"),
  flag("version", "v", "version", "print the version"),
  flag("help", "h", "help", "print this"),
];

/** Accepted, because scripts give them; what they are about is not built yet. */
export const withoutEffectYet: ReadonlySet<OptionId> = new Set<OptionId>([
  "releaseVips",
  "addresses",
  "snmp",
  "snmpSocket",
  "perf",
  "debug",
  "bfdPid",
]);
