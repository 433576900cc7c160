import type { IpAddress } from "../../wire/address.ts";
import type { Micros } from "../../wire/units.ts";
import type { SslFiles } from "./checker.ts";
import type { LoadBalancing } from "./load-balancing.ts";
import type { Statics } from "./statics.ts";
import type { SyncGroup, TrackGroup } from "./sync-group.ts";
import type { Tracking } from "./tracking.ts";
import type { ScriptCommand, VrrpInstance } from "./vrrp-instance.ts";

/** The whole of a `keepalived.conf`, completed: what every process is given. */
export interface Configuration {
  readonly global: GlobalDefinitions;
  readonly daemon: DaemonDefinitions;
  readonly statics: Statics;
  readonly vrrpInstances: readonly VrrpInstance[];
  readonly syncGroups: readonly SyncGroup[];
  readonly trackGroups: readonly TrackGroup[];
  readonly tracking: Tracking;
  readonly loadBalancing: LoadBalancing;
  /** Absent without an SSL block. */
  readonly ssl?: SslFiles;
}

/** Root keywords outside blocks. */
export interface DaemonDefinitions {
  readonly networkNamespace: string | null;
  readonly instanceName: string | null;
  readonly usePidDirectory: boolean;
  readonly childWaitMicros: Micros;
}

/** `global_defs`; the defaults of instances are already applied to them and not repeated here. */
export interface GlobalDefinitions {
  readonly routerId: string | null;
  readonly dynamicInterfaces: boolean;
  readonly multicastGroup4: IpAddress;
  readonly multicastGroup6: IpAddress;
  /**
   * Smallest gap between gratuitous ARPs, and neighbour advertisements, on one interface; 0 is
   * none.
   */
  readonly arpIntervalMicros: Micros;
  readonly neighbourIntervalMicros: Micros;
  readonly startupDelayMicros: Micros;
  readonly logUnknownVirtualRouterIds: boolean;
  readonly vrrpProcess: ProcessScheduling;
  readonly processNames: ProcessNames;
  readonly scriptUser: { readonly user: string; readonly group: string | null } | null;
  readonly scriptSecurity: boolean;
  readonly dataUseInstance: boolean;
  /** File creation mask, 0..0777; absent where it is not given. */
  readonly umask?: number;
  /** Absent without `smtp_server`. */
  readonly mail?: MailDefinitions;
  /** Absent where no named pipe is asked for. */
  readonly notifyFifos?: NotifyFifos;
  /** Absent where none is chosen. */
  readonly firewall?: Firewall;
}

export interface MailDefinitions {
  /** As written: an address or a name. */
  readonly server: string;
  readonly port: number;
  readonly recipients: readonly string[];
  /** Null is the daemon's user at this host. */
  readonly sender: string | null;
  readonly heloName: string | null;
  readonly timeoutMicros: Micros;
  /** `smtp_alert`: what instances do that do not say; null where it is not said. */
  readonly alertByDefault: boolean | null;
}

/** Named pipes of events, each with the program that reads it. */
export interface NotifyFifos {
  readonly all: NotifyFifo | null;
  readonly vrrp: NotifyFifo | null;
  readonly loadBalancing: NotifyFifo | null;
}

export interface NotifyFifo {
  readonly path: string;
  readonly user: string | null;
  readonly group: string | null;
  readonly script: ScriptCommand | null;
}

export type Firewall =
  | { readonly kind: "nftables"; readonly table: string }
  | { readonly kind: "iptables"; readonly input: string; readonly output: string | null };

export interface ProcessScheduling {
  /** SCHED_RR 1..99; null for the standard class. */
  readonly realtimePriority: number | null;
  readonly niceness: number | null;
  readonly noSwap: boolean;
  readonly cpus: readonly number[] | null;
  readonly maxAutoPriority: number;
  readonly minAutoPriorityDelayMicros: Micros;
}

export interface ProcessNames {
  readonly parent: string | null;
  readonly vrrp: string | null;
}
