import type { IpAddress } from "../../wire/address.ts";
import type { Micros } from "../../wire/units.ts";
import type { VrrpInstance } from "./vrrp-instance.ts";

/** The whole of a `keepalived.conf`, completed: what every process is given. */
export interface Configuration {
  readonly global: GlobalDefinitions;
  readonly daemon: DaemonDefinitions;
  readonly vrrpInstances: readonly VrrpInstance[];
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
  /** Smallest gap between gratuitous ARPs, and neighbour advertisements, on one interface; 0 is none. */
  readonly arpIntervalMicros: Micros;
  readonly neighbourIntervalMicros: Micros;
  readonly startupDelayMicros: Micros;
  readonly logUnknownVirtualRouterIds: boolean;
  readonly vrrpProcess: ProcessScheduling;
  readonly processNames: ProcessNames;
  readonly scriptUser: { readonly user: string; readonly group: string | null } | null;
  readonly scriptSecurity: boolean;
  readonly dataUseInstance: boolean;
}

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
