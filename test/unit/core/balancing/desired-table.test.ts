import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { DesiredTable } from "../../../../src/core/balancing/desired-table.ts";
import type { BalancingTable, DestinationRow } from "../../../../src/core/balancing/table.ts";
import { anyTable } from "../reconcile/arbitrary-table.ts";

type Owner = "first" | "second" | "third";

const anyTurns = fc.array(
  fc.tuple(fc.constantFrom<Owner[]>("first", "second", "third"), fc.option(anyTable)),
  { maxLength: 12 },
);

/** What several want of one service, the one who came first first. */
function union(owners: readonly BalancingTable[], key: string) {
  const entries = owners.flatMap((table) => table.get(key) ?? []);
  const [first] = entries;
  if (first === undefined) return null;
  const destinations = new Map<string, DestinationRow>();
  for (const entry of entries) {
    for (const [place, row] of entry.destinations) {
      if (!destinations.has(place)) destinations.set(place, row);
    }
  }
  return { service: first.service, destinations };
}

test("a service is there as long as one wants it, with the destinations of all", () => {
  fc.assert(
    fc.property(anyTurns, (turns) => {
      const desired = new DesiredTable<Owner>();
      const wants = new Map<Owner, BalancingTable>();
      const keys = new Set<string>();
      for (const [owner, table] of turns) {
        const before = new Map([...keys].map((key) => [key, desired.entry(key)]));
        const touched = table === null ? desired.remove(owner) : desired.set(owner, table);
        wants.set(owner, table ?? new Map());
        for (const key of table?.keys() ?? []) keys.add(key);
        for (const key of keys) {
          const entry = desired.entry(key);
          assert.deepEqual(keysOf(entry), keysOf(union([...wants.values()], key)));
          const isSame = keysOf(before.get(key) ?? null) === keysOf(entry);
          assert.ok(isSame || touched.includes(key), `${key} changed and was not given`);
        }
      }
    }),
  );
});

test("two that share a service: it loses what only the one that goes has wanted", () => {
  const desired = new DesiredTable<Owner>();
  const [one, two] = [tableWith("192.0.2.1"), tableWith("192.0.2.2")];
  desired.set("first", one);
  assert.deepEqual(desired.set("second", two), [key]);
  assert.deepEqual(keysOf(desired.entry(key)), "192.0.2.1 80,192.0.2.2 80");
  assert.deepEqual(desired.remove("first"), [key]);
  assert.deepEqual(keysOf(desired.entry(key)), "192.0.2.2 80");
  assert.deepEqual(desired.remove("second"), [key]);
  assert.equal(desired.entry(key), null);
});

const key = "fwmark ipv4 7";

const tableWith = (address: string): BalancingTable =>
  new Map([
    [
      key,
      {
        service: {
          identity: { kind: "fwmark", mark: 7, family: "ipv4" },
          scheduler: "rr",
          flags: { onePacket: false, flag1: false, flag2: false, flag3: false },
          persistence: null,
        },
        destinations: new Map([[`${address} 80`, { address, port: 80 } as DestinationRow]]),
      },
    ],
  ]);

const keysOf = (entry: { readonly destinations: ReadonlyMap<string, unknown> } | null): string =>
  entry === null ? "none" : [...entry.destinations.keys()].sort().join();
