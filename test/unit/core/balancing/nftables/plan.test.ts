import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { planOperations } from "../../../../../src/core/balancing/nftables/plan.ts";
import type { BalancingTable, TableEntry } from "../../../../../src/core/balancing/table.ts";
import {
  additions,
  persistent,
  server,
  service,
  serviceRow,
} from "../../../../kernel/balancing/rows.ts";
import { balancingTables, operationsFor } from "./tables.ts";

const web = service("tcp", "192.0.2.1", 80);
const one = server("10.0.0.1", 8080);
const nothing: BalancingTable = new Map();

function tableAfter(table: BalancingTable, operations: Parameters<typeof planOperations>[1]) {
  const result = new Map<string, TableEntry>(table);
  for (const { key, after } of planOperations(table, operations).changes) {
    if (after === null) result.delete(key);
    else result.set(key, after);
  }
  return result;
}

test("from nothing to a table, and again without a change", () => {
  fc.assert(
    fc.property(balancingTables, (table) => {
      const made = tableAfter(nothing, operationsFor(table));
      assert.deepEqual(made, table);
      assert.deepEqual(planOperations(made, operationsFor(table)).changes, []);
    }),
  );
});

test("what is already so is a success, and editing what is not there adds it", () => {
  const row = serviceRow(web, "rr");
  const table = tableAfter(nothing, [
    { kind: "removeService", identity: service("tcp", "192.0.2.9", 1) },
    { kind: "editService", service: row },
    { kind: "removeDestination", service: web, destination: one },
    { kind: "editDestination", service: web, destination: one },
  ]);
  assert.deepEqual(
    [...table.values()].map(({ destinations }) => destinations.size),
    [1],
  );
});

test("a service keeps its servers when it is edited", () => {
  const table = tableAfter(nothing, additions(serviceRow(web, "rr"), [one]));
  const edited = serviceRow(web, "wrr", { persistence: persistent(50) });
  const [entry] = tableAfter(table, [{ kind: "addService", service: edited }]).values();
  assert.deepEqual(entry?.service, edited);
  assert.equal(entry?.destinations.size, 1);
});

const refusals: readonly [string, Parameters<typeof planOperations>[1], number, RegExp][] = [
  ["a scheduler", additions(serviceRow(web, "wlc"), []), 0, /ip_vs_wlc/],
  [
    "one packet scheduling",
    additions(serviceRow(web, "rr", { flags: { onePacket: true } }), []),
    0,
    /ip_vs\b/,
  ],
  [
    "an engine",
    additions(serviceRow(web, "rr", { persistence: { ...persistent(5), engine: "sip" } }), []),
    0,
    /ip_vs_pe_sip/,
  ],
  [
    "direct routing",
    additions(serviceRow(web, "rr"), [{ ...one, forwarding: { method: "directRouting" } }]),
    1,
    /modprobe ip_vs\)/,
  ],
  [
    "thresholds",
    additions(serviceRow(web, "rr"), [{ ...one, upperThreshold: 9 }]),
    1,
    /modprobe ip_vs\)/,
  ],
  ["the other family", additions(serviceRow(web, "rr"), [server("fd00::1", 80)]), 1, /family/],
  [
    "ports and none together",
    additions(serviceRow(service("tcp", "192.0.2.1", 0), "rr"), [one, server("10.0.0.2", 0)]),
    2,
    /port/,
  ],
];

for (const [what, operations, index, remedy] of refusals) {
  test(`${what} is refused with what to do instead`, () => {
    const refusal = planOperations(nothing, operations).refused.get(index)?.unsupported;
    assert.match(refusal?.remedy ?? "", remedy);
  });
}

test("the servers of a refused service are refused for its reason", () => {
  const { refused, changes } = planOperations(nothing, additions(serviceRow(web, "lc"), [one]));
  assert.match(refused.get(1)?.unsupported?.explanation ?? "", /scheduler lc/);
  assert.deepEqual(changes, []);
});

test("a server of a service that is not there is refused", () => {
  const operation = { kind: "addDestination", service: web, destination: one } as const;
  assert.equal(planOperations(nothing, [operation]).refused.get(0)?.unsupported, null);
});

test("an edit to what cannot be done leaves the service as it is", () => {
  const table = tableAfter(nothing, additions(serviceRow(web, "rr"), [one]));
  const wlc = { kind: "editService", service: serviceRow(web, "wlc") } as const;
  assert.deepEqual(tableAfter(table, [wlc]), table);
});
