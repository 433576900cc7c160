import type { Facility } from "../kernel/syslog.ts";

/** The daemon's options, decoded from a command line: what `cli` gives and `daemon` takes. */
export interface DaemonOptions {
  /** As given; `-t` prints it so. */
  readonly configurationFile: string;
  readonly program: "keepalived" | "holdfast";
  /** argv after the program's name, for the log. */
  readonly commandLine: readonly string[];
  readonly foreground: boolean;
  readonly subsystems: Subsystems;
  readonly log: LogOptions;
  /** Null leaves it to `umask` in the file, then to the default. */
  readonly umask: number | null;
  readonly respawn: boolean;
  readonly pidFiles: PidFileOverrides;
  readonly networkNamespace: string | null;
  /** `-i`: what `@` conditions compare with; null takes the host's name. */
  readonly configurationId: string | null;
  /** `-e`: an include that finds no file is an error. */
  readonly requireIncludes: boolean;
  readonly coreDumps: boolean;
  readonly coreDumpPattern: string | null;
  readonly ignoreInterrupt: boolean;
  /** `-V`: addresses stay, and no advert says farewell. */
  readonly keepVrrpAtStop: boolean;
  /** `-I`: virtual and real servers stay in the kernel. */
  readonly keepIpvsAtStop: boolean;
  /** `-X`. */
  readonly releaseUnknownAddresses: boolean;
  /** `-a`. */
  readonly logAddressChanges: boolean;
  readonly dumpConfiguration: boolean;
  /** Options whose subject is not built yet, as written. */
  readonly ignored: readonly string[];
}

export interface Subsystems {
  readonly vrrp: boolean;
  readonly checkers: boolean;
  readonly bfd: boolean;
  /** `--all`: also those for which nothing is configured. */
  readonly evenUnused: boolean;
}

export interface LogOptions {
  readonly console: boolean;
  /** Null with `-G`. */
  readonly syslogFacility: Facility | null;
  readonly file: string | null;
  readonly flushFile: boolean;
  readonly detail: boolean;
}

export interface PidFileOverrides {
  readonly parent: string | null;
  readonly vrrp: string | null;
  readonly checkers: string | null;
  readonly bfd: string | null;
}

/** What a child is told of them. */
export interface ChildOptions {
  readonly program: "keepalived" | "holdfast";
  readonly detail: boolean;
  readonly syslogFacility: Facility | null;
  /** The supervisor wants each line for the console or a file. */
  readonly forwardLog: boolean;
  /** `_NS_INSTANCE`, or nothing: behind the syslog identity. */
  readonly identitySuffix: string;
  readonly networkNamespace: string | null;
  readonly instanceName: string | null;
  readonly umask: number;
  readonly coreDumps: boolean;
  readonly keepVrrpAtStop: boolean;
  readonly keepIpvsAtStop: boolean;
  readonly releaseUnknownAddresses: boolean;
  readonly logAddressChanges: boolean;
  readonly dumpConfiguration: boolean;
}

export const defaultConfigurationFile = "/etc/keepalived/keepalived.conf";
/** keepalived's: only the owner reads and writes (keepalived.md §1.9). */
export const defaultUmask = 0o177;
