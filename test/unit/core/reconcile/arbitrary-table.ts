/** Random balancing tables, small enough that two of them meet. */
import fc from "fast-check";
import type { Forwarding, Persistence } from "../../../../src/config/model/load-balancing.ts";
import {
  type BalancingTable,
  type DestinationRow,
  destinationKey,
  type ServiceIdentity,
  type ServiceRow,
  serviceKey,
  type TableEntry,
} from "../../../../src/core/balancing/table.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";

/** Objects as the program makes them, so that they can be compared. */
const plain = <Shape>(model: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }) =>
  fc.record<Shape>(model, { noNullPrototype: true });

const identity: fc.Arbitrary<ServiceIdentity> = fc.constantFrom<ServiceIdentity[]>(
  { kind: "address", protocol: "tcp", address: "192.0.2.100" as IpAddress, port: 80 },
  { kind: "address", protocol: "udp", address: "192.0.2.100" as IpAddress, port: 80 },
  { kind: "address", protocol: "tcp", address: "2001:db8::1" as IpAddress, port: 443 },
  { kind: "fwmark", mark: 7, family: "ipv4" },
  { kind: "fwmark", mark: 7, family: "ipv6" },
);

const persistence = fc.constantFrom<(Persistence | null)[]>(
  null,
  { timeoutSeconds: 50, mask: null, engine: null },
  { timeoutSeconds: 360, mask: null, engine: "sip" },
  { timeoutSeconds: 50, mask: { family: "ipv6", prefixLength: 64 }, engine: null },
);

const service = (of: ServiceIdentity): fc.Arbitrary<ServiceRow> =>
  plain({
    identity: fc.constant(of),
    scheduler: fc.constantFrom("rr", "wlc", "mh"),
    flags: plain({
      onePacket: fc.boolean(),
      flag1: fc.boolean(),
      flag2: fc.boolean(),
      flag3: fc.constant(false),
    }),
    persistence,
  });

const forwarding = fc.constantFrom<Forwarding[]>(
  { method: "nat" },
  { method: "directRouting" },
  { method: "tunnel", tunnel: { type: "ipip", port: null, checksum: "none" } },
  { method: "tunnel", tunnel: { type: "gue", port: 6080, checksum: "plain" } },
);

const destination: fc.Arbitrary<DestinationRow> = plain({
  address: fc
    .constantFrom("192.0.2.1", "192.0.2.2", "2001:db8::5")
    .map((text) => text as IpAddress),
  port: fc.constantFrom(80, 8080),
  forwarding,
  weight: fc.constantFrom(0, 1, 2, 65535),
  upperThreshold: fc.constantFrom(0, 100),
  lowerThreshold: fc.constant(0),
});

export const anyEntryOf = (of: ServiceIdentity): fc.Arbitrary<TableEntry> =>
  fc.record({
    service: service(of),
    destinations: fc
      .array(destination, { maxLength: 6 })
      .map((rows) => new Map(rows.map((row) => [destinationKey(row), row]))),
  });

export const anyTable: fc.Arbitrary<BalancingTable> = fc
  .uniqueArray(identity, { selector: serviceKey })
  .chain((identities) => fc.tuple(...identities.map(anyEntryOf)))
  .map((entries) => new Map(entries.map((entry) => [serviceKey(entry.service.identity), entry])));

export const anyKeys: fc.Arbitrary<ReadonlySet<string>> = fc
  .array(identity)
  .map((identities) => new Set(identities.map(serviceKey)));
