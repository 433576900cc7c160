import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type BalancingTable,
  type DestinationRow,
  destinationKey,
  serviceKey,
  type TableOperation,
} from "../../../../src/core/balancing/table.ts";
import { reconcileEntry, reconcileTable } from "../../../../src/core/reconcile/balancing.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { AppliedTable } from "./applied-table.ts";
import { anyEntryOf, anyKeys, anyTable } from "./arbitrary-table.ts";

const identity = {
  kind: "address",
  protocol: "tcp",
  address: "192.0.2.100" as IpAddress,
  port: 80,
} as const;

/** What a table becomes; services that are neither desired nor ours stay as they are. */
function merged(
  desired: BalancingTable,
  observed: BalancingTable,
  managed: ReadonlySet<string>,
): BalancingTable {
  const foreign = [...observed].filter(([key]) => !desired.has(key) && !managed.has(key));
  return new Map([...desired, ...foreign]);
}

test("the operations make of what is there what is desired, and leave the services of others", () => {
  fc.assert(
    fc.property(anyTable, anyTable, anyKeys, (desired, observed, managed) => {
      const applied = new AppliedTable(observed);
      for (const operation of reconcileTable(desired, observed, managed)) applied.apply(operation);
      assert.deepEqual(sorted(applied.table), sorted(merged(desired, observed, managed)));
    }),
  );
});

test("what is equal gives no operation", () => {
  fc.assert(
    fc.property(anyTable, anyKeys, (table, managed) => {
      assert.deepEqual(reconcileTable(table, structuredClone(table), managed), []);
    }),
  );
});

test("nothing that stays is removed, not even to be added again", () => {
  fc.assert(
    fc.property(anyTable, anyTable, anyKeys, (desired, observed, managed) => {
      for (const operation of reconcileTable(desired, observed, managed)) {
        assert.ok(!removesWhatStays(operation, desired), operation.kind);
      }
    }),
  );
});

test("a service that had servers and will have some is never without one on the way", () => {
  const pair = fc.tuple(anyEntryOf(identity), anyEntryOf(identity));
  fc.assert(
    fc.property(pair, ([desired, observed]) => {
      fc.pre(serves(desired.destinations) && serves(observed.destinations));
      const applied = new AppliedTable(new Map([["tcp 192.0.2.100 80", observed]]));
      for (const operation of reconcileEntry(desired, observed)) {
        applied.apply(operation);
        const [entry] = applied.table.values();
        assert.ok(entry !== undefined && serves(entry.destinations));
      }
    }),
  );
});

test("a service nobody wants is removed whole, by one operation", () => {
  fc.assert(
    fc.property(anyEntryOf(identity), (observed) => {
      assert.deepEqual(reconcileEntry(null, observed), [{ kind: "removeService", identity }]);
    }),
  );
  assert.deepEqual(reconcileEntry(null, null), []);
});

test("a mask of every bit is no mask", () => {
  const netmask = "255.255.255.255" as IpAddress;
  const row = { identity, scheduler: "rr", flags: noFlags };
  const persistence = { timeoutSeconds: 50, engine: null };
  const none = { ...row, persistence: { ...persistence, mask: null } };
  const all = {
    ...row,
    persistence: { ...persistence, mask: { family: "ipv4", netmask } as const },
  };
  const destinations = new Map<string, DestinationRow>();
  assert.deepEqual(
    reconcileEntry({ service: none, destinations }, { service: all, destinations }),
    [],
  );
});

const noFlags = { onePacket: false, flag1: false, flag2: false, flag3: false };

function removesWhatStays(operation: TableOperation, desired: BalancingTable): boolean {
  if (operation.kind === "removeService") return desired.has(serviceKey(operation.identity));
  if (operation.kind !== "removeDestination") return false;
  const { service, destination } = operation;
  const entry = desired.get(serviceKey(service));
  return entry?.destinations.has(destinationKey(destination)) === true;
}

const serves = (destinations: ReadonlyMap<string, DestinationRow>): boolean =>
  [...destinations.values()].some(({ weight }) => weight > 0);

const sorted = (table: BalancingTable): unknown =>
  [...table]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, { service, destinations }]) => [
      key,
      service,
      [...destinations.entries()].sort(([left], [right]) => (left < right ? -1 : 1)),
    ]);
