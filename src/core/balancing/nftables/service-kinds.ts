/**
 * The three ways in which a packet is a service's: by address, protocol and port, by address and
 * protocol (port 0), and by its firewall mark. IPVS looks for the mark first, then for the port.
 */
import { type Family, familyOf } from "../../../wire/address.ts";
import type { ServiceIdentity } from "../table.ts";

export const serviceKinds = ["mark", "port", "anyPort"] as const;
export type ServiceKind = (typeof serviceKinds)[number];

export const kindOf = (identity: ServiceIdentity): ServiceKind => {
  if (identity.kind === "fwmark") return "mark";
  return identity.port === 0 ? "anyPort" : "port";
};

export const familyOfService = (identity: ServiceIdentity): Family =>
  identity.kind === "fwmark" ? identity.family : familyOf(identity.address);

/** The key of a service as an element: `192.0.2.1 . tcp . 80`. */
export function elementOf(identity: ServiceIdentity): string {
  if (identity.kind === "fwmark") return `${identity.mark}`;
  const { address, protocol, port } = identity;
  return port === 0 ? `${address} . ${protocol}` : `${address} . ${protocol} . ${port}`;
}

/** nft's word for a header of the family. */
export const headerWord = (family: Family): "ip" | "ip6" => (family === "ipv4" ? "ip" : "ip6");
export const addressType = (family: Family): string => `${family}_addr`;

/** The type of a service's key, for declaring sets and maps. */
export function keyType(kind: ServiceKind, family: Family): string {
  if (kind === "mark") return "mark";
  const type = `${addressType(family)} . inet_proto`;
  return kind === "port" ? `${type} . inet_service` : type;
}

/** The key as a packet of a client has it before it is translated. */
export function packetKey(kind: ServiceKind, family: Family): string {
  if (kind === "mark") return "meta mark";
  const key = `${headerWord(family)} daddr . meta l4proto`;
  return kind === "port" ? `${key} . th dport` : key;
}

/**
 * The key as connection tracking has it, in both directions; a mark is not there but on the
 * client's packets alone. `ct original proto-dst` needs a match of one protocol before it.
 */
export function trackedKey(kind: ServiceKind, family: Family): string {
  if (kind === "mark") return "meta mark";
  const key = `ct original ${headerWord(family)} daddr . meta l4proto`;
  return kind === "port" ? `${key} . ct original proto-dst` : key;
}

/** What is balanced, as IPVS does: others have no ports. */
export const protocols = ["tcp", "udp", "sctp"] as const;
export const balancedProtocols = `meta l4proto { ${protocols.join(", ")} }`;
