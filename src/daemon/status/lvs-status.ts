/** What the lvs process answers to the question `status`. */
export interface LvsStatus {
  /** "IPVS" or "nftables". */
  readonly dataplane: string;
  /** In the order of the configuration. */
  readonly virtualServers: readonly VirtualServerStatus[];
}

export interface VirtualServerStatus {
  readonly name: string;
  readonly hasQuorum: boolean;
  readonly quorum: number;
  /** Of the effective weights of those alive. */
  readonly liveWeight: number;
  /** Its checks are paused: its address is not on this host (`ha_suspend`). */
  readonly suspended: boolean;
  /** Null where there is none. */
  readonly sorryServer: string | null;
  readonly realServers: readonly RealServerStatus[];
}

export interface RealServerStatus {
  /** `[192.0.2.1]:tcp:80`. */
  readonly name: string;
  readonly up: boolean;
  /** Effective: the configured one and what checks add to it. */
  readonly weight: number;
  readonly checks: number;
  readonly failedChecks: number;
}
