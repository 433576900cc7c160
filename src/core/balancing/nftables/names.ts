/** Names of the one table that is Holdfast's in nftables, and of what is in it. */
import type { Family } from "../../../wire/address.ts";
import type { ServiceIdentity } from "../table.ts";

const tableFamily = "inet";
const tableName = "holdfast_lvs";
/** As commands name the table: `nft list table inet holdfast_lvs`. */
export const table = `${tableFamily} ${tableName}`;

export const families = ["ipv4", "ipv6"] as const satisfies readonly Family[];

/** Colons are no part of nft's names. */
const named = (address: string): string => address.replaceAll(":", "_");

/** `tcp-192.0.2.1-80`, `udp-2001_db8__1-0`, `mark-ipv4-17`: the chain of a service. */
export const chainOf = (identity: ServiceIdentity): string =>
  identity.kind === "address"
    ? `${identity.protocol}-${named(identity.address)}-${identity.port}`
    : `mark-${identity.family}-${identity.mark}`;

/** Where the answers of a persistent service's servers are remembered for the client. */
export const rememberChainOf = (identity: ServiceIdentity): string =>
  `remember-${chainOf(identity)}`;

/** The maps from a client to its server's address and port: nft 1.0 cannot learn both in one. */
export const clientMapsOf = (identity: ServiceIdentity): ClientMaps => ({
  addresses: `clients-${chainOf(identity)}`,
  ports: `ports-${chainOf(identity)}`,
});

export interface ClientMaps {
  readonly addresses: string;
  /** Not used where packets keep the port that the client asked for. */
  readonly ports: string;
}
