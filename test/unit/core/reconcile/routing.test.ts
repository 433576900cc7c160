import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  describeAddressOperation,
  describeOperation,
} from "../../../../src/core/reconcile/describe.ts";
import {
  type RoutingLine,
  reconcileRouting,
  routingIdentity,
  routingLines,
} from "../../../../src/core/reconcile/routing.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { check } from "../../config/build/building.ts";
import { desiredOf } from "./lines.ts";

function linesOf(routes: readonly string[], rules: readonly string[] = []): readonly RoutingLine[] {
  const text = `static_routes {\n${routes.join("\n")}\n}\nstatic_rules {\n${rules.join("\n")}\n}\n`;
  const { statics } = check(text).configuration;
  return routingLines(statics.routes, statics.rules);
}

const route = (third: number, options = "") => `10.0.${third}.0/24 via 192.0.2.1 ${options}`;
const rule = (preference: number) => `table 100 preference ${preference}`;
/** "add 1", "remove rule 5": by the third number of a route's destination. */
const shown = (operations: ReturnType<typeof reconcileRouting>): string[] =>
  operations.map((operation) => {
    if ("rule" in operation) return `${operation.kind} rule ${operation.rule.preference}`;
    return `${operation.kind} ${operation.route.destination.address.split(".")[2]}`;
  });
const always = () => true;

test("routes come before rules, and go after them, each in reverse", () => {
  const lines = linesOf([route(1), route(2)], [rule(5), rule(6)]);
  const added = reconcileRouting({ held: [], desired: lines, isThere: always });
  assert.deepEqual(shown(added), ["add 1", "add 2", "add rule 5", "add rule 6"]);
  const removed = reconcileRouting({ held: lines, desired: [], isThere: always });
  assert.deepEqual(shown(removed), ["remove rule 6", "remove rule 5", "remove 2", "remove 1"]);
});

test("what is there stays untouched, what is missing of it is added again", () => {
  const lines = linesOf([route(1), route(2)], [rule(5)]);
  assert.deepEqual(reconcileRouting({ held: lines, desired: lines, isThere: always }), []);
  const isThere = (line: RoutingLine) => line !== lines[1];
  const operations = reconcileRouting({ held: lines, desired: lines, isThere });
  assert.deepEqual(shown(operations), ["add 2"]);
});

test("a line that changed is removed as it was, then added as it is", () => {
  const before = linesOf([route(1), route(2)]);
  const after = linesOf([route(1, "mtu 1400"), route(2)]);
  const operations = reconcileRouting({ held: before, desired: after, isThere: always });
  assert.deepEqual(operations.map(describeOperation), [
    "ip route del 10.0.1.0/24 via 192.0.2.1 table 254 proto 18",
    "ip route prepend 10.0.1.0/24 via 192.0.2.1 table 254 proto 18 mtu 1400",
  ]);
});

test("where it stands and who minds it is no difference to the kernel", () => {
  const [plain] = linesOf([route(1)]);
  const [moved] = linesOf(["", "", route(1, "no_track")].filter((line) => line !== ""));
  assert.ok(plain !== undefined && moved !== undefined);
  assert.equal(routingIdentity(plain), routingIdentity(moved));
});

test("carried out, the operations lead from any lines to any others, and then there are none", () => {
  const all = linesOf(
    [1, 2, 3, 4, 5].map((third) => route(third)),
    [5, 6, 7].map(rule),
  );
  const some = fc.subarray([...all]);
  fc.assert(
    fc.property(some, some, some, (held, lost, desired) => {
      const kernel = new Set(held.map(routingIdentity));
      for (const line of lost) kernel.delete(routingIdentity(line));
      const isThere = (line: RoutingLine) => kernel.has(routingIdentity(line));
      for (const operation of reconcileRouting({ held, desired, isThere })) {
        if (operation.kind === "add") kernel.add(routingIdentity(operation));
        else kernel.delete(routingIdentity(operation));
      }
      assert.deepEqual([...kernel].sort(), desired.map(routingIdentity).sort());
      assert.deepEqual(reconcileRouting({ held: desired, desired, isThere }), []);
    }),
  );
});

test("addresses are described as ip-address(8) takes them", () => {
  const described = (prefix: string, options = {}) =>
    (["add", "remove"] as const).map((kind) =>
      describeAddressOperation({ kind, line: desiredOf(prefix, options).line }),
    );
  assert.deepEqual(described("192.0.2.1/24", { label: "eth0:1", scope: 253 }), [
    "ip address add 192.0.2.1/24 dev eth0 label eth0:1 scope 253",
    "ip address del 192.0.2.1/24 dev eth0",
  ]);
  const peer = { address: "192.0.2.2" as IpAddress, prefixLength: 32 };
  assert.deepEqual(described("192.0.2.1/24", { peer }), [
    "ip address add 192.0.2.1 peer 192.0.2.2/32 dev eth0",
    "ip address del 192.0.2.1 peer 192.0.2.2/32 dev eth0",
  ]);
});
