/** Random tables of what nftables can do. */
import fc from "fast-check";
import type { ClientMask, Persistence } from "../../../../../src/config/model/load-balancing.ts";
import { supportedSchedulers } from "../../../../../src/core/balancing/nftables/support.ts";
import {
  type BalancingTable,
  type DestinationRow,
  destinationKey,
  type ServiceIdentity,
  type ServiceRow,
  serviceKey,
  type TableEntry,
  type TableOperation,
} from "../../../../../src/core/balancing/table.ts";
import { addressFromBytes, type Family } from "../../../../../src/wire/address.ts";

/** As other code makes records: equal to them in a deep comparison. */
const plain = <Value>(model: { [Key in keyof Value]: fc.Arbitrary<Value[Key]> }) =>
  fc.record<Value>(model, { noNullPrototype: true });
const bytes = (count: number) => fc.uint8Array({ minLength: count, maxLength: count });
/** Unicast: nft takes others too, but nobody balances them. */
const ipv4 = bytes(3).map((rest) => addressFromBytes(Uint8Array.of(10, ...rest)));
const ipv6 = bytes(15).map((rest) => addressFromBytes(Uint8Array.of(0xfd, ...rest)));
const addressIn = (family: Family) => (family === "ipv4" ? ipv4 : ipv6);
const family = fc.constantFrom<Family>("ipv4", "ipv6");
const port = fc.integer({ min: 1, max: 65_535 });

const identityIn = (of: Family): fc.Arbitrary<ServiceIdentity> =>
  fc.oneof(
    plain({
      kind: fc.constant("address" as const),
      protocol: fc.constantFrom("tcp" as const, "udp" as const, "sctp" as const),
      address: addressIn(of),
      port: fc.oneof(port, fc.constant(0)),
    }),
    plain({
      kind: fc.constant("fwmark" as const),
      mark: fc.integer({ min: 1, max: 0xffff_ffff }),
      family: fc.constant(of),
    }),
  );

const maskIn = (of: Family): fc.Arbitrary<ClientMask | null> =>
  of === "ipv4"
    ? fc.option(
        plain({
          family: fc.constant("ipv4" as const),
          netmask: bytes(4).map((mask) => addressFromBytes(mask)),
        }),
      )
    : fc.option(
        plain({
          family: fc.constant("ipv6" as const),
          prefixLength: fc.integer({ min: 1, max: 128 }),
        }),
      );

const persistenceIn = (of: Family): fc.Arbitrary<Persistence | null> =>
  fc.option(
    plain({
      timeoutSeconds: fc.integer({ min: 1, max: 2_678_400 }),
      mask: maskIn(of),
      engine: fc.constant(null),
    }),
  );

export const serviceRows = (identity: ServiceIdentity, of: Family): fc.Arbitrary<ServiceRow> =>
  plain({
    identity: fc.constant(identity),
    scheduler: fc.constantFrom(...supportedSchedulers),
    flags: plain({
      onePacket: fc.constant(false),
      flag1: fc.boolean(),
      flag2: fc.boolean(),
      flag3: fc.boolean(),
    }),
    persistence: persistenceIn(of),
  });

/** All with a port, or all without: what can be together. */
const destinationsIn = (of: Family): fc.Arbitrary<readonly DestinationRow[]> =>
  fc.boolean().chain((portless) =>
    fc.uniqueArray(
      plain({
        address: addressIn(of),
        port: portless ? fc.constant(0) : port,
        weight: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 65_535 })),
        forwarding: fc.constant({ method: "nat" } as const),
        upperThreshold: fc.constant(0),
        lowerThreshold: fc.constant(0),
      }),
      { maxLength: 6, selector: destinationKey },
    ),
  );

const entries: fc.Arbitrary<TableEntry> = family.chain((of) =>
  identityIn(of).chain((identity) =>
    fc.tuple(serviceRows(identity, of), destinationsIn(of)).map(([service, rows]) => ({
      service,
      destinations: new Map(rows.map((row) => [destinationKey(row), row])),
    })),
  ),
);

export const balancingTables: fc.Arbitrary<BalancingTable> = fc
  .uniqueArray(entries, { maxLength: 8, selector: ({ service }) => serviceKey(service.identity) })
  .map((all) => new Map(all.map((entry) => [serviceKey(entry.service.identity), entry])));

/** From nothing. */
export const operationsFor = (table: BalancingTable): readonly TableOperation[] =>
  [...table.values()].flatMap(({ service, destinations }) => [
    { kind: "addService" as const, service },
    ...[...destinations.values()].map((destination) => ({
      kind: "addDestination" as const,
      service: service.identity,
      destination,
    })),
  ]);
