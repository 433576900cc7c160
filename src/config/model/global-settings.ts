/** Parts of `global_defs` that no instance repeats. */
import type { Micros } from "../../wire/units.ts";
import type { ScriptCommand } from "./script-command.ts";

export interface ProcessScheduling {
  /** SCHED_RR 1..99; null for the standard class. */
  readonly realtimePriority: number | null;
  readonly niceness: number | null;
  readonly noSwap: boolean;
  readonly cpus: readonly number[] | null;
  readonly maxAutoPriority: number;
  readonly minAutoPriorityDelayMicros: Micros;
  /** RLIMIT_RTTIME of a real-time process: how long it may run without a system call. */
  readonly realtimeLimitMicros: Micros;
}

export interface ProcessNames {
  readonly parent: string | null;
  readonly vrrp: string | null;
  readonly checker: string | null;
  readonly bfd: string | null;
}

/** What mails and logs say where instances and servers do not say it themselves. */
export interface AlertDefaults {
  /** Null is not said. */
  readonly vrrp: boolean | null;
  readonly checker: boolean | null;
  /** False with `no_email_faults`. */
  readonly faults: boolean;
  /** False with `no_checker_emails`: mail only when a real server comes or goes. */
  readonly eachChecker: boolean;
  readonly logAllFailures: boolean;
  /** `rs_init_notifies`. */
  readonly initialNotifies: boolean;
}

export interface LifecycleScripts {
  readonly startup: LifecycleScript | null;
  readonly shutdown: LifecycleScript | null;
}

export interface LifecycleScript {
  readonly command: ScriptCommand;
  readonly timeoutMicros: Micros;
}

/** Receive buffers of the daemon's own sockets; null bytes are the default. */
export interface SocketBuffers {
  readonly vrrpCommands: SocketBuffer;
  readonly vrrpMonitor: SocketBuffer;
  readonly checkerCommands: SocketBuffer;
  readonly checkerMonitor: SocketBuffer;
  readonly processMonitor: SocketBuffer;
}

export interface SocketBuffer {
  readonly bytes: number | null;
  /** Beyond the system's limit, as SO_RCVBUFFORCE. */
  readonly force: boolean;
}

export interface SnmpSettings {
  /** AgentX master; null is its usual socket. */
  readonly socket: string | null;
  readonly traps: boolean;
  readonly vrrp: boolean;
  readonly checker: boolean;
  /** RFC 2787. */
  readonly rfcVersion2: boolean;
  /** RFC 6527. */
  readonly rfcVersion3: boolean;
  readonly virtualServerIntervalMicros: Micros;
  readonly realServerIntervalMicros: Micros;
}

export interface DbusSettings {
  readonly serviceName: string;
  /** Path element of instances without an interface. */
  readonly noInterfaceName: string | null;
}

export interface ReloadSettings {
  /** `reload_check_config`: a new file is tried first; its findings go to the log file. */
  readonly checksFirst: boolean;
  readonly checkLog: string | null;
  readonly timeFile: string | null;
  /** Daily, where the file gives no date. */
  readonly repeats: boolean;
  /** Exists while the configuration is read; absent path is one in the directory of pid files. */
  readonly marker: { readonly path: string | null } | null;
  readonly saveDirectory: string | null;
}

export interface DumpSettings {
  readonly jsonVersion: 1 | 2;
  readonly stateFile: string | null;
  readonly statisticsFile: string | null;
  readonly jsonFile: string | null;
}

export type Firewall =
  | {
      readonly kind: "nftables";
      readonly table: string;
      readonly priority: number;
      /** Null decides by `dont_track_primary`. */
      readonly byInterfaceIndex: boolean | null;
      readonly counters: boolean;
    }
  | {
      readonly kind: "iptables";
      readonly input: string;
      readonly output: string | null;
      /** Names of ipsets in the order of `vrrp_ipsets`; null is none. */
      readonly ipsets: readonly string[] | null;
    };

/** `nftables_ipvs`: marks that make one service of a group of addresses. */
export interface GroupMarking {
  readonly table: string;
  readonly priority: number;
  readonly firstMark: number;
}

/** Names of the interfaces that virtual MACs make. */
export interface VirtualMacNames {
  readonly prefix: string;
  /** Of those for addresses on other interfaces. */
  readonly addressPrefix: string;
}
