/** Routes of VRFs and of MPLS labels, which this kernel has and others may not. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { makeNamespace } from "../kernel/netlink-namespace.ts";
import { routesOf } from "../kernel/routing/lines.ts";

const namespace = makeNamespace("vrf");
after(() => namespace.remove());
const { ip, open } = namespace;
ip("address add 10.0.0.1/24 dev left");
ip("link add blue type vrf table 77");
ip("link set blue up");
ip("link set right master blue");
ip("address add 10.9.0.1/24 dev right");

for (const [line, table] of [
  ["10.1.0.0/24 via 10.9.0.2 vrf blue", "77"],
  ["10.1.0.0/24 encap mpls 100/200 via 10.0.0.2", "main"],
] as const) {
  test(`route ${line}`, () => {
    using network = open();
    const [route] = routesOf(line);
    assert.ok(route !== undefined);
    const held = () => ip(`-d route show table ${table} 10.1.0.0/24`).replace(/proto \w+/, "");
    const apply = (kind: "add" | "remove") => {
      const [result] = network.routing.apply([{ kind, route }]);
      assert.ok(result?.ok, JSON.stringify(result));
    };
    apply("add");
    assert.ok(network.routing.holdsRoute(route));
    const ours = held();
    assert.match(ours, /10\.1\.0\.0\/24/);
    apply("remove");
    assert.ok(!network.routing.holdsRoute(route));
    ip(`route prepend ${line}`);
    assert.equal(ours, held());
    ip(`route del ${line}`);
  });
}
