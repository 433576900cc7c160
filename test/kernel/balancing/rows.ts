/** Rows and operations in few words. */
import assert from "node:assert/strict";
import type { Persistence, TransportProtocol } from "../../../src/config/model/load-balancing.ts";
import type {
  DestinationRow,
  ServiceFlags,
  ServiceIdentity,
  ServiceRow,
  TableOperation,
} from "../../../src/core/balancing/table.ts";
import type { Dataplane } from "../../../src/ports/dataplane.ts";
import { type Family, type IpAddress, parseAddress } from "../../../src/wire/address.ts";

export const addressOf = (text: string): IpAddress => {
  const address = parseAddress(text);
  assert.ok(address !== null, text);
  return address;
};

export const service = (
  protocol: TransportProtocol,
  address: string,
  port: number,
): ServiceIdentity => ({ kind: "address", protocol, address: addressOf(address), port });

export const marked = (mark: number, family: Family = "ipv4"): ServiceIdentity => ({
  kind: "fwmark",
  mark,
  family,
});

const noFlags: ServiceFlags = { onePacket: false, flag1: false, flag2: false, flag3: false };

export const persistent = (
  timeoutSeconds: number,
  mask: Persistence["mask"] = null,
): Persistence => ({
  timeoutSeconds,
  mask,
  engine: null,
});

export const serviceRow = (
  identity: ServiceIdentity,
  scheduler: string,
  more: { readonly persistence?: Persistence; readonly flags?: Partial<ServiceFlags> } = {},
): ServiceRow => ({
  identity,
  scheduler,
  flags: { ...noFlags, ...more.flags },
  persistence: more.persistence ?? null,
});

export const server = (address: string, port: number, weight = 1): DestinationRow => ({
  address: addressOf(address),
  port,
  weight,
  forwarding: { method: "nat" },
  upperThreshold: 0,
  lowerThreshold: 0,
});

/** A service with its servers. */
export const additions = (
  row: ServiceRow,
  servers: readonly DestinationRow[],
): readonly TableOperation[] => [
  { kind: "addService", service: row },
  ...servers.map((destination) => ({
    kind: "addDestination" as const,
    service: row.identity,
    destination,
  })),
];

export async function mustApply(
  plane: Dataplane,
  operations: readonly TableOperation[],
): Promise<void> {
  for (const result of await plane.apply(operations)) {
    assert.ok(result.ok, result.ok ? "" : JSON.stringify(result.error));
  }
}
