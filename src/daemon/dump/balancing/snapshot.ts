/** What the lvs process shows of itself in its dump: plain data, read once. */
import type { Checker } from "../../../config/model/checker.ts";
import type { GlobalDefinitions } from "../../../config/model/configuration.ts";
import type {
  LoadBalancing,
  RealServer,
  VirtualServer,
} from "../../../config/model/load-balancing.ts";

export interface BalancingSnapshot {
  readonly global: GlobalDefinitions;
  readonly networkNamespace: string | null;
  /** Of the data plane: "LVS v1.2.1", "nftables". */
  readonly dataplane: string;
  readonly loadBalancing: Omit<LoadBalancing, "virtualServers">;
  readonly virtualServers: readonly VirtualServerDump[];
}

export interface VirtualServerDump {
  readonly server: VirtualServer;
  readonly hasQuorum: boolean;
  readonly realServers: readonly RealServerDump[];
}

export interface RealServerDump {
  readonly server: RealServer;
  /** `[192.0.2.1]:tcp:80`. */
  readonly name: string;
  readonly alive: boolean;
  /** In the table of the data plane. */
  readonly inTable: boolean;
  readonly effectiveWeight: number;
  readonly checkers: readonly CheckerDump[];
}

export interface CheckerDump {
  readonly checker: Checker;
  /** Not paused for want of the virtual address. */
  readonly enabled: boolean;
  readonly up: boolean;
  readonly hasRun: boolean;
  /** What it adds to the weight of its server. */
  readonly weight: number;
  /** Failures in a row that did not count yet. */
  readonly retries: number;
}
