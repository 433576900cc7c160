/**
 * What is counted of services and servers: sets whose elements count the packets that match them.
 * An edit of a service leaves them alone, so the counts go on.
 */
import type { Family } from "../../../wire/address.ts";
import type { DestinationIdentity, ServiceIdentity } from "../table.ts";
import {
  addressType,
  balancedProtocols,
  elementOf,
  familyOfService,
  headerWord,
  keyType,
  kindOf,
  protocols,
  type ServiceKind,
  trackedKey,
} from "./service-kinds.ts";

export const countedThings = ["connections", "in", "out"] as const;
export type Counted = (typeof countedThings)[number];
export type CountedRow = "services" | "servers";

export const trafficSet = (
  counted: Counted,
  row: CountedRow,
  family: Family,
  kind: ServiceKind,
): string => `${counted}-${row}-${family}-${kind}`;

export function trafficSetType(row: CountedRow, family: Family, kind: ServiceKind): string {
  const service = keyType(kind, family);
  if (row === "services") return service;
  const server = `${service} . ${addressType(family)}`;
  return kind === "port" ? `${server} . inet_service` : server;
}

/** The rules that count; each looks an element up, and that is all it does. */
export function countingRules(counted: Counted, family: Family): readonly string[] {
  const rules: string[] = [];
  for (const kind of ["mark", "port", "anyPort"] as const) {
    // `ct original proto-dst` has no type but after a match of one protocol.
    const matches =
      kind === "port" ? protocols.map((one) => `meta l4proto ${one}`) : [balancedProtocols];
    for (const match of matches) {
      for (const row of ["services", "servers"] as const) {
        const key = countedKey(row, family, kind);
        rules.push(`${match} ${key} @${trafficSet(counted, row, family, kind)}`);
      }
    }
  }
  return rules;
}

function countedKey(row: CountedRow, family: Family, kind: ServiceKind): string {
  const service = trackedKey(kind, family);
  if (row === "services") return service;
  const server = `${service} . ct reply ${headerWord(family)} saddr`;
  return kind === "port" ? `${server} . ct reply proto-src` : server;
}

/** The sets in which the services of this one's kind are counted, or their servers. */
export function trafficSetsOf(identity: ServiceIdentity, row: CountedRow): readonly string[] {
  const family = familyOfService(identity);
  const kind = kindOf(identity);
  return countedThings.map((counted) => trafficSet(counted, row, family, kind));
}

/** Servers that differ in the port alone share their counts where the service has no port. */
export function serverElement(identity: ServiceIdentity, server: DestinationIdentity): string {
  const element = `${elementOf(identity)} . ${server.address}`;
  if (identity.kind === "fwmark" || identity.port === 0) return element;
  return `${element} . ${server.port === 0 ? identity.port : server.port}`;
}
