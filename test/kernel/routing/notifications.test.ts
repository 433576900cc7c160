/** What becomes of our routes and rules, and nothing of others': heard from a real kernel. Needs root. */
import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { makeNamespace, type OpenedNetwork } from "../netlink-namespace.ts";
import { until } from "../until.ts";
import { routesOf, rulesOf } from "./lines.ts";

const namespace = makeNamespace("routing");
after(() => namespace.remove());
const { ip, open } = namespace;
ip("address add 10.0.0.1/24 dev left");
ip("address add 10.9.0.1/24 dev right");
ip("address add 2001:db8::1/64 dev left nodad");
beforeEach(() => {
  ip("link set left up");
  ip("link set right up");
  ip("address replace 10.0.0.7/32 dev left");
});

function opened(...lines: readonly string[]) {
  const network = open();
  const routes = routesOf(...lines);
  let told = 0;
  network.routing.subscribe(() => told++);
  for (const result of network.routing.apply(routes.map((route) => ({ kind: "add", route })))) {
    assert.ok(result.ok, JSON.stringify(result));
  }
  return {
    network,
    routes,
    told: () => told,
    holds: () => routes.map((route) => network.routing.holdsRoute(route)),
    [Symbol.dispose]() {
      network.routing.apply(routes.map((route) => ({ kind: "remove", route })));
      network[Symbol.dispose]();
    },
  };
}

const becomes = (scene: ReturnType<typeof opened>, ...wanted: readonly boolean[]) =>
  until(() => `${scene.holds()}` === `${wanted}`, `${scene.holds()} and not ${wanted}`);

test("what somebody removes is missed, and nothing else", async () => {
  using scene = opened("10.1.0.0/24 via 10.0.0.2", "10.2.0.0/24 via 10.0.0.2");
  ip("route del 10.1.0.0/24");
  await becomes(scene, false, true);
  assert.ok(scene.told() > 0);
});

test("what others do with routes of theirs is not heard of", async () => {
  using scene = opened("10.1.0.0/24 via 10.0.0.2");
  const before = scene.told();
  ip("route add 10.3.0.0/24 via 10.0.0.2 proto bgp");
  ip("route replace 10.3.0.0/24 via 10.0.0.3 proto bgp");
  ip("route del 10.3.0.0/24");
  // Ours, so that all before it has been heard.
  ip("route del 10.1.0.0/24");
  await becomes(scene, false);
  assert.equal(scene.told(), before + 1);
});

test("what somebody puts in the place of ours is none of ours", async () => {
  using scene = opened("10.1.0.0/24 via 10.0.0.2", "2001:db8:1::/48 via 2001:db8::2");
  ip("route replace 10.1.0.0/24 via 10.0.0.3 proto static");
  await becomes(scene, false, true);
  ip("-6 route replace 2001:db8:1::/48 via 2001:db8::3 proto static");
  await becomes(scene, false, false);
  ip("route del 10.1.0.0/24");
  ip("-6 route del 2001:db8:1::/48");
});

test("what the kernel removes with a link is missed, though it says nothing", async () => {
  using scene = opened("10.1.0.0/24 via 10.9.0.2", "10.2.0.0/24 via 10.0.0.2");
  ip("link set right down");
  await becomes(scene, false, true);
});

test("what the kernel removes with its source address is missed, though it says nothing", async () => {
  using scene = opened("10.1.0.0/24 via 10.0.0.2 src 10.0.0.7", "10.2.0.0/24 via 10.0.0.2");
  ip("address del 10.0.0.7/32 dev left");
  await becomes(scene, false, true);
});

test("what the kernel removes with the last address of its link is missed", async () => {
  using scene = opened("10.1.0.0/24 via 10.9.0.2", "10.2.0.0/24 via 10.0.0.2");
  ip("address del 10.9.0.1/24 dev right");
  await becomes(scene, false, true);
  assert.ok(!ip("route show").includes("10.1.0.0"));
  ip("address add 10.9.0.1/24 dev right");
});

test("one path of several of an IPv6 route is missed, and put back alone", async () => {
  using scene = opened(
    "2001:db8:1::/48 nexthop via 2001:db8::2 weight 5 nexthop via 2001:db8::3 weight 7",
  );
  ip("-6 route del 2001:db8:1::/48 via 2001:db8::3");
  await becomes(scene, false);
  const [route] = scene.routes;
  assert.ok(route !== undefined);
  const [result] = scene.network.routing.apply([{ kind: "add", route }]);
  assert.ok(result?.ok, JSON.stringify(result));
  assert.match(ip("-6 route show 2001:db8:1::/48"), /::2 .*weight 5[\s\S]*::3 .*weight 7/);
});

test("routes that differ in metric, type of service or table only are told apart", async () => {
  using scene = opened(
    "10.1.0.0/24 via 10.0.0.2 metric 1",
    "10.1.0.0/24 via 10.0.0.2 metric 2",
    "10.1.0.0/24 via 10.0.0.2 tos 8",
    "10.1.0.0/24 via 10.0.0.2 table 100",
    "10.1.0.0/24 via 10.0.0.2 table 300",
  );
  ip("route del 10.1.0.0/24 metric 2");
  await becomes(scene, true, false, true, true, true);
  ip("route del 10.1.0.0/24 table 300");
  await becomes(scene, true, false, true, true, false);
  ip("route del 10.1.0.0/24 tos 8");
  await becomes(scene, true, false, false, true, false);
});

test("another route to the same destination, and none of ours, is a refusal", () => {
  using network = open();
  ip("route add 10.1.0.0/24 via 10.0.0.3");
  const [route] = routesOf("10.1.0.0/24 via 10.0.0.2 add");
  assert.ok(route !== undefined);
  const [refused] = network.routing.apply([{ kind: "add", route }]);
  assert.ok(refused?.ok === false);
  assert.equal(refused.error.errno, "EEXIST");
  ip("route del 10.1.0.0/24");
});

test("refusals come with the kernel's words, and do not stop the rest", () => {
  using network = open();
  const routes = routesOf(
    "10.1.0.0/24 via 10.77.0.2",
    "10.2.0.0/24 via 10.0.0.2 dev nowhere0",
    "10.3.0.0/24 via 10.0.0.2 vrf nowhere1",
    "10.4.0.0/24 via 10.0.0.2",
  );
  const results = network.routing.apply(routes.map((route) => ({ kind: "add", route })));
  const errors = results.map((result) => (result.ok ? null : result.error));
  assert.deepEqual(
    errors.map((error) => error?.errno),
    ["ENETUNREACH", "ENODEV", "ENODEV", undefined],
  );
  assert.equal(errors[0]?.explanation, "Nexthop has invalid gateway");
  assert.equal(
    errors[0]?.operation,
    "carry out ip route prepend 10.1.0.0/24 via 10.77.0.2 table 254 proto 18",
  );
  assert.match(errors[1]?.remedy ?? "", /ip link show nowhere0/);
  network.routing.apply(routes.map((route) => ({ kind: "remove", route })));
});

test("a rule that somebody removes is missed", async () => {
  using network: OpenedNetwork = open();
  const [rule] = rulesOf("from 10.1.0.0/24 table 100 preference 5");
  assert.ok(rule !== undefined);
  network.routing.apply([{ kind: "add", rule }]);
  ip("rule add from 10.1.0.0/24 table 100 preference 6");
  ip("rule del preference 6");
  assert.ok(network.routing.holdsRule(rule));
  ip("rule del preference 5");
  await until(() => !network.routing.holdsRule(rule), "the rule is gone");
});
