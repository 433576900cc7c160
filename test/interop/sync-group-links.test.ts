/** A firewall between two networks: when one side of it breaks, both addresses move, as one. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readAdverts } from "../lab/capture.ts";
import { mustRun } from "../lab/command.ts";
import { block, configurationText, type Instance } from "../lab/configuration.ts";
import { holdersOf } from "../lab/holder.ts";
import { batch, type Lab, type Router } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import type { Node, Product } from "../lab/router.ts";
import { waitFor } from "../lab/wait.ts";
import { dialects, masterDownMillis } from "./dialects.ts";
import {
  firstPriority,
  heldSince,
  type Scene,
  secondPriority,
  slackMillis,
  withScene,
} from "./scene.ts";

requirePrerequisites(["ip", "ping", "keepalived", "tcpdump", "tshark"]);

type Pair = readonly [Product, Product];
const limitMillis = 15_000;
const sides = [
  { name: "inside", interface: "eth0", virtualRouterId: 51, address: "10.77.0.100" },
  { name: "outside", interface: "eth1", virtualRouterId: 52, address: "10.88.0.100" },
] as const;

describe("a sync group of two on two interfaces", { concurrency: 2 }, () => {
  for (const products of [
    ["holdfast", "keepalived"],
    ["keepalived", "holdfast"],
  ] as const) {
    test(`the outside of ${products[0]} goes down, and comes back`, () =>
      withScene(dialects.v3, (scene) => outsideDown(scene, products)));
  }
  test("it waits for interface_up_down_delays", () => withScene(dialects.v3, delayed));
});

async function outsideDown(scene: Scene, products: Pair): Promise<void> {
  const { first, second, dialect, capture } = scene;
  const node = await elect(scene, products);
  const fromMillis = Date.now();
  setOutside(first, "down");
  await allHeldBy(scene, "b");
  // Nobody on the outside could be told.
  const limit = masterDownMillis(dialect, secondPriority) + slackMillis;
  const taken = sides.map(({ address }) => takenAfterMillis(second, address, fromMillis));
  assert.ok(Math.max(...taken) <= limit, `taken over after ${taken.join(" and ")} ms`);
  await node.waitForLog("Syncing instances to FAULT state", limitMillis);
  setOutside(first, "up");
  await allHeldBy(scene, "a");
  await capture.stop();
  const adverts = await readAdverts(capture.file);
  const farewells = adverts.filter(
    ({ source, priority }) => source === first.ipv4 && priority === 0,
  );
  assert.ok(farewells.length > 0, "the inside said farewell, with nothing wrong on its own side");
}

async function delayed(scene: Scene): Promise<void> {
  const { first } = scene;
  const node = await elect(
    scene,
    ["holdfast", "keepalived"],
    [block("interface_up_down_delays", ["eth1 0.5 0"])],
  );
  setOutside(first, "down");
  await node.waitForLog("eth1 is down: counts once it has lasted 0.5 s", limitMillis);
  setOutside(first, "up");
  const fromMillis = Date.now();
  setOutside(first, "down");
  await allHeldBy(scene, "b");
  const told = node.logged("Netlink reports eth1 down");
  assert.equal(told.length, 1);
  const afterMillis = (told[0]?.atMillis ?? 0) - fromMillis;
  assert.ok(afterMillis >= 490, `${afterMillis} ms after it went down`);
  const held = heldSince(scene, first, fromMillis);
  assert.equal(held.length, 1, "until then it held its address");
}

/** Starts the first router, and the second when the first has both addresses. */
async function elect(
  scene: Scene,
  products: Pair,
  before: readonly (readonly string[])[] = [],
): Promise<Node> {
  const { lab, first, second } = scene;
  plugOutside(lab);
  const start = (router: Router, product: Product, priority: number) => {
    const instances = sides.map((side) => instanceOf(side, priority));
    const group = block("vrrp_sync_group FIREWALL", [
      ...block(
        "group",
        sides.map(({ name }) => name),
      ),
    ]);
    const text = configurationText(`router_${router.name}`, instances, { before, after: [group] });
    return scene.startOn(router, product, text);
  };
  const node = start(first, products[0], firstPriority);
  await allHeldBy(scene, "a");
  const other = start(second, products[1], secondPriority);
  await other.waitForLog("(outside) Entering BACKUP STATE", limitMillis);
  return node;
}

function instanceOf(side: (typeof sides)[number], priority: number): Instance {
  const { name, virtualRouterId, address } = side;
  const { version, advertIntervalSeconds } = dialects.v3;
  const addresses = [`${address}/24`];
  const on = { interface: side.interface };
  return { name, ...on, virtualRouterId, version, advertIntervalSeconds, priority, addresses };
}

/** A second network, with a bridge of its own: a router's cable that is cut is no other router's. */
function plugOutside({ lan, routers }: Lab): void {
  batch(lan, ["link add br1 type bridge stp_state 0 mcast_snooping 0", "link set br1 up"]);
  for (const { namespace, number } of routers) {
    const port = `out${number}`;
    batch(lan, [
      `link add ${port} type veth peer name eth1 netns ${namespace}`,
      `link set ${port} master br1 up`,
    ]);
    batch(namespace, ["link set eth1 up", `addr add 10.88.0.${number}/24 dev eth1`]);
  }
}

function setOutside({ namespace }: Router, state: "up" | "down"): void {
  mustRun(["ip", "-n", namespace, "link", "set", "eth1", state]);
}

function takenAfterMillis(router: Router, address: string, fromMillis: number): number {
  const [held] = router.addresses.holdings(address).filter((each) => each.fromMillis > fromMillis);
  return (held?.fromMillis ?? Number.POSITIVE_INFINITY) - fromMillis;
}

/** Waits until one router has both addresses, and the other none. */
async function allHeldBy({ lab }: Scene, name: string): Promise<void> {
  const current = () => sides.map(({ address }) => holdersOf(lab, address).join("+")).join(" ");
  await waitFor(
    `both addresses on ${name}`,
    { limitMillis },
    () => current() === sides.map(() => name).join(" "),
    current,
  );
}
