/** Who carries connections from virtual services to real servers: the kernel's IPVS, or nftables. */
import type { ConnectionTimeouts, SyncDaemon } from "../config/model/load-balancing.ts";
import type {
  BalancingTable,
  DestinationIdentity,
  ServiceIdentity,
  TableOperation,
} from "../core/balancing/table.ts";
import type { Result } from "../wire/result.ts";
import type { Traffic } from "../wire/traffic.ts";
import type { KernelError } from "./network.ts";

export type DataplaneName = "ipvs" | "nftables";

/** IPVS's connection synchronisation, a role at a time. */
export type SyncRole = "master" | "backup";

export interface Dataplane {
  readonly name: DataplaneName;

  /**
   * What there is: everything, or these services only (those that are not there are left out).
   * Services that others made are among them.
   */
  read(which: readonly ServiceIdentity[] | "all"): Promise<Result<BalancingTable, KernelError>>;

  /**
   * Carries out the operations in order and gives one result for each; one that fails does not keep
   * the rest from being tried. What is already so is a success: adding what is there edits it,
   * removing what is not there does nothing, editing what is not there adds it. Large batches let
   * the event loop run in between. Calls are carried out one after another.
   */
  apply(operations: readonly TableOperation[]): Promise<readonly Result<null, KernelError>[]>;

  /** Removes every service, whoever made it. */
  flush(): Promise<Result<null, KernelError>>;

  counters(
    which: readonly ServiceIdentity[] | "all",
  ): Promise<Result<readonly ServiceCounters[], KernelError>>;

  /** Seconds; none is null. */
  timeouts(): Promise<Result<ConnectionTimeouts, KernelError>>;
  /** What is null stays as it is. */
  setTimeouts(timeouts: ConnectionTimeouts): Promise<Result<null, KernelError>>;

  /** A daemon of this role that runs already with other settings is replaced. */
  startSync(role: SyncRole, daemon: SyncDaemon): Promise<Result<null, KernelError>>;
  /** One that does not run is a success. */
  stopSync(role: SyncRole): Promise<Result<null, KernelError>>;
  syncDaemons(): Promise<Result<readonly RunningSyncDaemon[], KernelError>>;

  close(): void;
}

export interface RunningSyncDaemon {
  readonly role: SyncRole;
  readonly interface: string;
  readonly syncId: number;
}

export interface ServiceCounters {
  readonly identity: ServiceIdentity;
  readonly traffic: Traffic;
  readonly destinations: readonly DestinationCounters[];
}

export interface DestinationCounters extends DestinationIdentity {
  readonly traffic: Traffic;
  readonly activeConnections: number;
  readonly inactiveConnections: number;
  readonly persistentConnections: number;
}
