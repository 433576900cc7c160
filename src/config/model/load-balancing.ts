import type { Family, IpAddress } from "../../wire/address.ts";
import type { Span } from "../language/tree.ts";
import type { Checker } from "./checker.ts";
import type { ScriptCommand } from "./script-command.ts";

/** Everything that IPVS is to do, completed (keepalived.md §18, §19): nothing left to derive. */
export interface LoadBalancing {
  readonly virtualServers: readonly VirtualServer[];
  /** Those that a virtual server names. */
  readonly groups: readonly VirtualServerGroup[];
  /** `net_namespace_ipvs`: where IPVS is configured; null is where the daemon runs. */
  readonly networkNamespace: IpvsNamespace | null;
  /** Null is IPVS, and nftables where the kernel has no IPVS. */
  readonly dataplane: "ipvs" | "nftables" | null;
  /** How many probes may be under way at a time. */
  readonly maximumProbes: number;
  readonly flushAtStart: boolean;
  readonly flushAtStop: FlushAtStop;
  readonly timeouts: ConnectionTimeouts;
  readonly syncDaemon: SyncDaemon | null;
}

export type IpvsNamespace =
  | { readonly kind: "default" }
  | { readonly kind: "named"; readonly name: string };

/**
 * `none` deletes real servers and then their virtual servers, `services` the virtual servers alone,
 * `all` empties the whole table.
 */
export type FlushAtStop = "none" | "services" | "all";

/** Seconds; null is what the kernel has. */
export interface ConnectionTimeouts {
  readonly tcpSeconds: number | null;
  readonly tcpFinSeconds: number | null;
  readonly udpSeconds: number | null;
}

/** IPVS's own daemon that shares connections with the other director. */
export interface SyncDaemon {
  readonly place: Span;
  readonly interface: string;
  /** The instance whose state it follows; null runs both roles always. */
  readonly instance: string | null;
  /** 0..255. */
  readonly syncId: number;
  /** Bytes of a datagram; null is the kernel's. */
  readonly longestMessage: number | null;
  readonly port: number;
  readonly ttl: number;
  readonly group: IpAddress;
}

/** TCP, UDP or SCTP, as the logs write them. */
export type TransportProtocol = "tcp" | "udp" | "sctp";

/** What the virtual server answers for. */
export type VirtualService =
  | {
      readonly kind: "address";
      readonly protocol: TransportProtocol;
      readonly address: IpAddress;
      /** 0 is every port. */
      readonly port: number;
    }
  | { readonly kind: "fwmark"; readonly mark: number }
  | {
      readonly kind: "group";
      /** Name of one of `LoadBalancing.groups`. */
      readonly group: string;
      /** For its addresses; of no meaning where it has firewall marks only. */
      readonly protocol: TransportProtocol;
    };

export interface VirtualServer {
  /** As the logs and named pipes call it: `[192.0.2.1]:tcp:80`, `FWM 1`, `[group]:0`. */
  readonly name: string;
  readonly place: Span;
  readonly service: VirtualService;
  /** Null for a group of both families. */
  readonly family: Family | null;
  readonly scheduler: string;
  readonly flags: SchedulerFlags;
  /** Null without affinity of clients. */
  readonly persistence: Persistence | null;
  /** Pause checks while the virtual address is not on this host. */
  readonly highAvailabilitySuspend: boolean;
  /** Run notifications of what goes down at shutdown too. */
  readonly notifyAtStop: boolean;
  readonly quorum: Quorum;
  readonly mailAlert: boolean;
  readonly snmpName: string | null;
  readonly realServers: readonly RealServer[];
  readonly sorryServer: SorryServer | null;
}

export interface SchedulerFlags {
  readonly hashed: boolean;
  readonly onePacket: boolean;
  /** What the scheduler calls them: for `sh` and `mh`, 1 is fallback and 2 is port. */
  readonly flag1: boolean;
  readonly flag2: boolean;
  readonly flag3: boolean;
}

export interface Persistence {
  readonly timeoutSeconds: number;
  /** Clients that agree in it are one; null is every client by itself. */
  readonly mask: ClientMask | null;
  readonly engine: string | null;
}

/** IPv4 masks may have holes. */
export type ClientMask =
  | { readonly family: "ipv4"; readonly netmask: IpAddress }
  /** 1..128. */
  | { readonly family: "ipv6"; readonly prefixLength: number };

/** Live weight: gained at `weight + hysteresis`, lost below `weight - hysteresis`. */
export interface Quorum {
  readonly weight: number;
  readonly hysteresis: number;
  readonly up: ScriptCommand | null;
  readonly down: ScriptCommand | null;
}

export type Forwarding =
  | { readonly method: "nat" }
  | { readonly method: "directRouting" }
  | { readonly method: "tunnel"; readonly tunnel: Tunnel };

export interface Tunnel {
  readonly type: "ipip" | "gue" | "gre";
  /** UDP port of gue; null for the others. */
  readonly port: number | null;
  readonly checksum: "none" | "plain" | "remote";
}

/** One destination of a virtual server. */
export interface Destination {
  readonly place: Span;
  readonly address: IpAddress;
  /** 0 is the port that the client asked for. */
  readonly port: number;
  readonly forwarding: Forwarding;
}

export interface RealServer extends Destination {
  /** 0..65535. */
  readonly weight: number;
  /** Connections; 0 is no limit. */
  readonly upperThreshold: number;
  readonly lowerThreshold: number;
  /** Weight 0 instead of removal. */
  readonly inhibitOnFailure: boolean;
  /** `alpha`: down until every check has succeeded once. */
  readonly startsDown: boolean;
  readonly notifyUp: ScriptCommand | null;
  readonly notifyDown: ScriptCommand | null;
  readonly mailAlert: boolean;
  readonly snmpName: string | null;
  readonly checkers: readonly Checker[];
}

export interface SorryServer extends Destination {
  /** Stays in the table with weight 0 while there is quorum. */
  readonly inhibit: boolean;
}

export interface VirtualServerGroup {
  readonly name: string;
  readonly place: Span;
  readonly addresses: readonly AddressRange[];
  readonly marks: readonly FirewallMark[];
}

/** Both ends included; one address has them equal. */
export interface AddressRange {
  readonly place: Span;
  readonly family: Family;
  readonly first: IpAddress;
  readonly last: IpAddress;
  /** How many addresses that is. */
  readonly count: number;
  /** 0 is every port. */
  readonly port: number;
}

export interface FirewallMark {
  readonly place: Span;
  readonly mark: number;
  readonly family: Family;
}
