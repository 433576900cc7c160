/**
 * What a data plane balances: virtual services and their destinations, in the words of ipvsadm(8).
 * The desired table follows from the configuration and from health; the observed one is read from
 * the kernel; `core/reconcile/balancing.ts` compares the two.
 */
import type {
  Forwarding,
  Persistence,
  TransportProtocol,
} from "../../config/model/load-balancing.ts";
import type { Family, IpAddress } from "../../wire/address.ts";

/** What tells one service from another in the kernel. */
export type ServiceIdentity =
  | {
      readonly kind: "address";
      readonly protocol: TransportProtocol;
      readonly address: IpAddress;
      /** 0 is every port. */
      readonly port: number;
    }
  | { readonly kind: "fwmark"; readonly mark: number; readonly family: Family };

/** A service without its destinations. */
export interface ServiceRow {
  readonly identity: ServiceIdentity;
  readonly scheduler: string;
  readonly flags: ServiceFlags;
  /** Null without affinity of clients. A null mask is every client by itself. */
  readonly persistence: Persistence | null;
}

/** `hashed` is not among them: the kernel sets it for every service in its table. */
export interface ServiceFlags {
  readonly onePacket: boolean;
  /** What the scheduler calls them: for `sh` and `mh`, 1 is fallback and 2 is port. */
  readonly flag1: boolean;
  readonly flag2: boolean;
  readonly flag3: boolean;
}

/** What tells one destination of a service from another. */
export interface DestinationIdentity {
  readonly address: IpAddress;
  readonly port: number;
}

export interface DestinationRow extends DestinationIdentity {
  readonly forwarding: Forwarding;
  /** 0 takes no new connections; 0..65535. */
  readonly weight: number;
  /** Connections; 0 is no limit. */
  readonly upperThreshold: number;
  readonly lowerThreshold: number;
}

export interface TableEntry {
  readonly service: ServiceRow;
  /** By `destinationKey`. */
  readonly destinations: ReadonlyMap<string, DestinationRow>;
}

/** By `serviceKey`. */
export type BalancingTable = ReadonlyMap<string, TableEntry>;

/** One step from the observed table to the desired one. Carried out in order. */
export type TableOperation =
  | { readonly kind: "addService"; readonly service: ServiceRow }
  /** In place: connections stay. */
  | { readonly kind: "editService"; readonly service: ServiceRow }
  /** With all its destinations. */
  | { readonly kind: "removeService"; readonly identity: ServiceIdentity }
  | {
      readonly kind: "addDestination" | "editDestination";
      readonly service: ServiceIdentity;
      readonly destination: DestinationRow;
    }
  | {
      readonly kind: "removeDestination";
      readonly service: ServiceIdentity;
      readonly destination: DestinationIdentity;
    };

export const serviceKey = (identity: ServiceIdentity): string =>
  identity.kind === "address"
    ? `${identity.protocol} ${identity.address} ${identity.port}`
    : `fwmark ${identity.family} ${identity.mark}`;

export const destinationKey = ({ address, port }: DestinationIdentity): string =>
  `${address} ${port}`;
