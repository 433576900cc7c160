/** From keepalived's command line to what the program is to do. */
import {
  type DaemonOptions,
  defaultConfigurationFile,
  type LogOptions,
} from "../daemon/options.ts";
import type { Facility } from "../kernel/syslog.ts";
import { failure, type Result, success } from "../wire/result.ts";
import { keepalivedOptions, type OptionId, withoutEffectYet } from "./keepalived-options.ts";
import { type GivenOption, readCommandLine } from "./option-grammar.ts";

export type Invocation =
  | {
      readonly kind: "run";
      readonly options: DaemonOptions;
      /** Words that belong to no option: reported, and ignored as keepalived ignores them. */
      readonly surplus: readonly string[];
    }
  | {
      readonly kind: "configTest";
      readonly options: DaemonOptions;
      readonly surplus: readonly string[];
      /** Null is standard error. */
      readonly outputFile: string | null;
    }
  | { readonly kind: "signum"; readonly name: string }
  | { readonly kind: "version" }
  | { readonly kind: "help" }
  /** What follows is genhash's. */
  | { readonly kind: "genhash"; readonly words: readonly string[] };

const defaultLogFile = "/tmp/keepalived.log";

/** The error is a sentence for the user; it ends the program with 1. */
export function readInvocation(words: readonly string[]): Result<Invocation, string> {
  const [first = "", ...rest] = words;
  if (first === "-T" || first === "--genhash") return success({ kind: "genhash", words: rest });
  const read = readCommandLine(keepalivedOptions, words);
  if (!read.ok) return read;
  const { operands: surplus } = read.value;
  const given = new Given(read.value.options);
  if (given.has("genhash")) return failure("--genhash has to be the first option");
  if (given.has("help")) return success({ kind: "help" });
  if (given.has("version")) return success({ kind: "version" });
  const signal = given.value("signum");
  if (signal !== null) return success({ kind: "signum", name: signal });
  const options = daemonOptions(given, words);
  if (!options.ok) return options;
  if (given.has("configTest")) {
    const outputFile = given.value("configTest");
    return success({ kind: "configTest", options: options.value, surplus, outputFile });
  }
  return success({ kind: "run", options: options.value, surplus });
}

/** The last of an option that is given more than once counts. */
class Given {
  readonly all: readonly GivenOption<OptionId>[];

  constructor(all: readonly GivenOption<OptionId>[]) {
    this.all = all;
  }

  has(id: OptionId): boolean {
    return this.all.some((option) => option.id === id);
  }

  value(id: OptionId): string | null {
    return this.all.findLast((option) => option.id === id)?.value ?? null;
  }
}

function daemonOptions(given: Given, words: readonly string[]): Result<DaemonOptions, string> {
  const log = logOptions(given);
  if (!log.ok) return log;
  const umask = given.value("umask");
  const mask = umask === null ? null : parseUmask(umask);
  if (umask !== null && mask === null) return failure(`Invalid --umask option ${umask}`);
  return success({
    configurationFile: given.value("file") ?? defaultConfigurationFile,
    program: "keepalived",
    commandLine: words,
    foreground: given.has("foreground"),
    subsystems: {
      vrrp: given.has("vrrp") || !given.has("check"),
      checkers: given.has("check") || !given.has("vrrp"),
      bfd: !given.has("noBfd"),
      evenUnused: given.has("all"),
    },
    log: log.value,
    umask: mask,
    respawn: !given.has("noRespawn"),
    pidFiles: {
      parent: given.value("pid"),
      vrrp: given.value("vrrpPid"),
      checkers: given.value("checkersPid"),
      bfd: given.value("bfdPid"),
    },
    networkNamespace: given.value("namespace"),
    configurationId: given.value("configId"),
    requireIncludes: given.has("allConfig"),
    coreDumps: given.has("coreDump") || given.has("corePattern"),
    coreDumpPattern: given.has("corePattern") ? (given.value("corePattern") ?? "core") : null,
    ignoreInterrupt: given.has("ignoreSigint"),
    keepVrrpAtStop: given.has("keepVrrp"),
    keepIpvsAtStop: given.has("keepIpvs"),
    releaseUnknownAddresses: given.has("releaseVips"),
    logAddressChanges: given.has("addresses"),
    dumpConfiguration: given.has("dumpConf"),
    ignored: given.all.filter(({ id }) => withoutEffectYet.has(id)).map(({ written }) => written),
  });
}

function logOptions(given: Given): Result<LogOptions, string> {
  const wanted = given.value("facility");
  const facility = wanted === null ? "daemon" : parseFacility(wanted);
  if (facility === null) return failure(`Invalid log facility '${wanted}'`);
  return success({
    console: given.has("console"),
    syslogFacility: given.has("noSyslog") ? null : facility,
    file: given.has("logFile") ? (given.value("logFile") ?? defaultLogFile) : null,
    flushFile: given.has("flushLogFile"),
    detail: given.has("detail"),
  });
}

const localFacilities: readonly Facility[] = [
  "local0",
  "local1",
  "local2",
  "local3",
  "local4",
  "local5",
  "local6",
  "local7",
];

/** `local3` or `3`, `user`, `daemon`. */
function parseFacility(text: string): Facility | null {
  if (text === "user" || text === "daemon") return text;
  const local = /^(?:local)?([0-7])$/.exec(text);
  return local === null ? null : (localFacilities[Number(local[1])] ?? null);
}

/** Octal with a leading 0, hexadecimal with 0x, else decimal, as strtol(3) with base 0. */
function parseUmask(text: string): number | null {
  const octal = /^0[0-7]*$/.test(text);
  const other = /^(?:[1-9]\d*|0x[0-9a-f]+)$/i.test(text);
  if (!octal && !other) return null;
  const value = octal ? Number.parseInt(text, 8) : Number(text);
  return value <= 0o777 ? value : null;
}
