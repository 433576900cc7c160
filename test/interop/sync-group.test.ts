/** A sync group of three: what is wrong with one of them moves all, and brings all back. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readAdverts } from "../lab/capture.ts";
import { block, configurationText, type Instance } from "../lab/configuration.ts";
import { openFifo } from "../lab/fifo.ts";
import { holdersOf } from "../lab/holder.ts";
import type { Router } from "../lab/lab.ts";
import { cutLink, mendLink } from "../lab/link.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import type { Node, Product } from "../lab/router.ts";
import { waitFor } from "../lab/wait.ts";
import { dialects } from "./dialects.ts";
import { firstPriority, type Scene, secondPriority, withScene } from "./scene.ts";
import { scriptSecurity, speakersOf, type Tracked, trackedScript } from "./tracking-scene.ts";

requirePrerequisites(["ip", "ping", "keepalived", "tcpdump", "tshark"]);

type Pair = readonly [Product, Product];
const pairs: readonly Pair[] = [
  ["holdfast", "keepalived"],
  ["keepalived", "holdfast"],
];
const members = [1, 2, 3].map((number) => ({
  name: `VI_${number}`,
  virtualRouterId: 50 + number,
  address: `10.77.0.${100 + number}`,
}));
const limitMillis = 15_000;

describe("a sync group of three moves as one", { concurrency: 2 }, () => {
  for (const products of pairs) {
    test(`a script that one member tracks fails on ${products[0]}`, () =>
      withScene(dialects.v3, (scene) => scriptFails(scene, products, "member")));
    test(`a script that the group tracks fails on ${products[0]}`, () =>
      withScene(dialects.v3, (scene) => scriptFails(scene, products, "group")));
    test(`${products[0]} loses its cable`, () =>
      withScene(dialects.v3, (scene) => cableCut(scene, products)));
  }
});

/** Who follows the script: the second member alone, or the group. */
type Follower = "member" | "group";

async function scriptFails(scene: Scene, products: Pair, follower: Follower): Promise<void> {
  const { lab, first, capture } = scene;
  const script = trackedScript(null);
  const fifo = openFifo(lab, first);
  const node = await elect(scene, products, script, follower, fifo.path);
  script.damage(lab, first);
  await allHeldBy(scene, "b");
  script.mend(lab, first);
  await allHeldBy(scene, "a");
  assert.ok(node.logged("VRRP_Group(G1) Syncing instances to FAULT state").length > 0);
  await waitFor(
    "the pipe to have the return",
    { limitMillis },
    () => fifo.lines().filter((line) => line === 'GROUP "G1" MASTER 0')[1],
  );
  assertTold(fifo.lines());
  await capture.stop();
  const adverts = await readAdverts(capture.file);
  for (const { virtualRouterId } of members) {
    const own = adverts.filter((advert) => advert.virtualRouterId === virtualRouterId);
    assert.deepEqual(speakersOf(own), [
      `${first.ipv4} ${firstPriority}`,
      `${first.ipv4} 0`,
      `${scene.second.ipv4} ${secondPriority}`,
      `${first.ipv4} ${firstPriority}`,
    ]);
  }
}

/** Each change is told of all members, in whichever order, and then of the group. */
function assertTold(lines: readonly string[]): void {
  const rounds = ["BACKUP", "MASTER", "FAULT", "BACKUP", "MASTER"].map((state) => [
    ...members.map(({ name }) => `INSTANCE "${name}" ${state} ${firstPriority}`),
    `GROUP "G1" ${state} 0`,
  ]);
  const size = members.length + 1;
  const told = rounds.map((_, index) => {
    const [group, ...instances] = lines.slice(index * size, (index + 1) * size).reverse();
    return [...instances.sort(), group];
  });
  assert.deepEqual(told, rounds);
  assert.equal(lines.length, rounds.length * size);
}

async function cableCut(scene: Scene, products: Pair): Promise<void> {
  const { lab, first } = scene;
  await elect(scene, products, trackedScript(null), "member", null);
  cutLink(lab, first);
  await allHeldBy(scene, "b");
  mendLink(lab, first);
  await allHeldBy(scene, "a");
}

/** Starts the first router, and the second when the first has all addresses. */
async function elect(
  scene: Scene,
  products: Pair,
  script: Tracked,
  follower: Follower,
  fifo: string | null,
): Promise<Node> {
  const { lab, first, second } = scene;
  const start = (router: Router, product: Product, priority: number) => {
    script.ready(lab, router);
    const definition = script.definition(lab, router) ?? [];
    const instances = members.map((member, index) => ({
      ...instanceOf(member, priority),
      extra: follower === "member" && index === 1 ? script.followed : [],
    }));
    const lines = follower === "group" ? script.followed : [];
    const text = configurationText(`router_${router.name}`, instances, {
      globals: [...scriptSecurity, ...(fifo === null ? [] : [`vrrp_notify_fifo ${fifo}`])],
      before: [definition],
      after: [block("vrrp_sync_group G1", [...group, ...lines])],
    });
    return scene.startOn(router, product, router === first ? text : withoutPipe(text));
  };
  const node = start(first, products[0], firstPriority);
  await allHeldBy(scene, "a");
  const other = start(second, products[1], secondPriority);
  await other.waitForLog("(VI_3) Entering BACKUP STATE", limitMillis);
  return node;
}

const group = block(
  "group",
  members.map(({ name }) => name),
);
const withoutPipe = (text: string): string => text.replace(/^.*vrrp_notify_fifo.*\n/m, "");

function instanceOf(member: (typeof members)[number], priority: number): Instance {
  const { name, virtualRouterId, address } = member;
  const { version, advertIntervalSeconds } = dialects.v3;
  const addresses = [`${address}/24`];
  return { name, virtualRouterId, version, advertIntervalSeconds, priority, addresses };
}

/** Waits until one router has every address, and the other none. */
async function allHeldBy({ lab }: Scene, name: string): Promise<void> {
  const current = () => members.map(({ address }) => holdersOf(lab, address).join("+")).join(" ");
  await waitFor(
    `all addresses on ${name}`,
    { limitMillis },
    () => current() === members.map(() => name).join(" "),
    current,
  );
}
