/** Two routers and a client with everything recorded; what every scenario starts from. */
import assert from "node:assert/strict";
import type { Holding } from "../lab/address-watch.ts";
import { assertNoMalformed, type Capture, readAdverts, startCapture } from "../lab/capture.ts";
import type { Instance } from "../lab/configuration.ts";
import { longestOverlapMillis, snapshotHoldersOf, waitForHolders } from "../lab/holder.ts";
import { type Lab, type Router, withLab } from "../lab/lab.ts";
import { type Pinger, startPinger } from "../lab/pinger.ts";
import type { WatchedProcess } from "../lab/processes.ts";
import { type Node, type Product, startNode } from "../lab/router.ts";
import { pause } from "../lab/wait.ts";
import { configurationFor, type Dialect, masterDownMillis, servedAddress } from "./dialects.ts";

/** What a busy machine of two cores may add to any measurement. */
export const slackMillis = 600;
const startLimitMillis = 15_000;
export const firstPriority = 100;
export const secondPriority = 90;

export interface Scene {
  readonly lab: Lab;
  readonly dialect: Dialect;
  readonly address: string;
  readonly first: Router;
  readonly second: Router;
  readonly pinger: Pinger;
  readonly capture: Capture;
  readonly nodes: Node[];
  /** What each station believed of its neighbours, and when: "ip monitor neigh". */
  readonly neighbours: readonly WatchedProcess[];
  /** Starts a node with this priority, and with `changes` to the dialect's instance. */
  start(router: Router, product: Product, priority: number, changes?: Partial<Instance>): Node;
  /** Starts a node on this file. */
  startOn(router: Router, product: Product, text: string): Node;
}

/** Plays a scenario, then has tshark check every packet of it; a failure shows the nodes' logs. */
export async function withScene(
  dialect: Dialect,
  scenario: (scene: Scene) => Promise<void>,
): Promise<void> {
  await withLab(["a", "b"], async (lab) => {
    const nodes: Node[] = [];
    const address = servedAddress(dialect);
    const capture = await startCapture(lab);
    const startOn = (router: Router, product: Product, text: string) => {
      const node = startNode(lab, router, product, text);
      nodes.push(node);
      return node;
    };
    const scene: Scene = {
      lab,
      dialect,
      address,
      first: lab.router("a"),
      second: lab.router("b"),
      pinger: startPinger(lab, address),
      capture,
      nodes,
      neighbours: [lab.client, ...lab.routers].map((station) => {
        return lab.start(station.namespace, ["ip", "-ts", "monitor", "neigh"]);
      }),
      start: (router, product, priority, changes = {}) => {
        const text = configurationFor(dialect, lab, router, { priority, ...changes });
        return startOn(router, product, text);
      },
      startOn,
    };
    try {
      await scenario(scene);
    } catch (error) {
      const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const told = [logsOf(scene), neighboursOf(scene), await advertsOf(scene), said];
      throw new Error(told.join("\n"));
    }
    await capture.stop();
    await assertNoMalformed(capture.file);
  });
}

/**
 * Starts both nodes, waits until both are up and the first, which has the higher priority, serves.
 * The other may have served until the first was up.
 */
export async function electFirst(
  scene: Scene,
  products: readonly [Product, Product],
): Promise<[Node, Node]> {
  const nodes: [Node, Node] = [
    scene.start(scene.first, products[0], firstPriority),
    scene.start(scene.second, products[1], secondPriority),
  ];
  for (const node of nodes) await node.waitForLog("Entering BACKUP STATE", startLimitMillis);
  await settleOn(scene, scene.first);
  return nodes;
}

/** Waits until `router` alone holds the address and answers for it. */
export async function settleOn(scene: Scene, router: Router, sinceMillis = 0): Promise<void> {
  const limitMillis = masterDownMillis(scene.dialect, 1) + startLimitMillis;
  await waitForHolders(scene.lab, scene.address, [router.name], limitMillis);
  await scene.pinger.waitForAnswerFrom(router, sinceMillis, startLimitMillis);
}

/** Starts the second node only when the first serves, so that the second never has the address. */
export async function electInOrder(
  scene: Scene,
  products: readonly [Product, Product],
): Promise<[Node, Node]> {
  const first = scene.start(scene.first, products[0], firstPriority);
  await settleOn(scene, scene.first);
  const second = scene.start(scene.second, products[1], secondPriority);
  await second.waitForLog("Entering BACKUP STATE", startLimitMillis);
  return [first, second];
}

export interface Move {
  readonly to: Router;
  readonly act: () => Promise<unknown> | undefined;
  /** The longest time without service, without the machine's slack. */
  readonly allowedMillis: number;
  /**
   * Another product takes over from a router that is gone: how soon it has the address is the
   * protocol's, how it tells the client its own.
   */
  readonly byAnother?: boolean;
}

/** Carries out what makes the address move, and asserts that it moved once and in time. */
export async function expectMove(scene: Scene, move: Move): Promise<number> {
  const fromMillis = Date.now();
  await move.act();
  await settleOn(scene, move.to, fromMillis);
  await pause(200);
  assert.deepEqual(snapshotHoldersOf(scene.lab, scene.address), [move.to.name]);
  const gap = move.byAnother
    ? untilHeld(scene, move.to, fromMillis)
    : scene.pinger.largestGap(fromMillis, Date.now()).millis;
  const limit = move.allowedMillis + slackMillis;
  assert.ok(gap <= limit, `${Math.round(gap)} ms without service, ${limit} ms are allowed`);
  return gap;
}

function untilHeld(scene: Scene, router: Router, fromMillis: number): number {
  const since = heldSince(scene, router, fromMillis).map((held) => held.fromMillis - fromMillis);
  return Math.max(0, ...since);
}

/** The times since `fromMillis` at which a router had the address. */
export function heldSince(scene: Scene, router: Router, fromMillis: number): Holding[] {
  const holdings = router.addresses.holdings(scene.address);
  return holdings.filter((held) => held.untilMillis === null || held.untilMillis >= fromMillis);
}

/** The longest time both routers held the address, since the scene began. */
export function longestDuplicateMillis(scene: Scene): number {
  const holdings = scene.lab.routers.map((router) => router.addresses.holdings(scene.address));
  return longestOverlapMillis(holdings, Date.now());
}

/** The last adverts on the LAN, and when each router had the address, in seconds of one clock. */
async function advertsOf(scene: Scene): Promise<string> {
  await scene.capture.stop();
  const adverts = await readAdverts(scene.capture.file);
  const seconds = (atMillis: number) => ((atMillis % 1_000_000) / 1_000).toFixed(3);
  const lines = adverts.slice(-20).map((advert) => {
    return `    ${seconds(advert.atMillis)} ${advert.source} priority ${advert.priority}`;
  });
  const held = scene.lab.routers.flatMap((router) =>
    router.addresses.holdings(scene.address).map(({ fromMillis, untilMillis }) => {
      const until = untilMillis === null ? "now" : seconds(untilMillis);
      return `    ${router.name} had the address from ${seconds(fromMillis)} to ${until}`;
    }),
  );
  return ["  adverts and addresses:", ...lines, ...held].join("\n");
}

/** The client first: whom it sends to is whom it believes to have the address. */
function neighboursOf({ neighbours, lab }: Scene): string {
  const names = ["the client", ...lab.routers.map((router) => `router ${router.name}`)];
  const told = neighbours.map((watch, index) => {
    const lines = watch.lines.slice(-12).map((line) => `    ${line.text}`);
    return `  neighbours of ${names[index]}\n${lines.join("\n")}`;
  });
  return told.join("\n");
}

function logsOf(scene: Scene): string {
  return scene.nodes
    .map((node, index) => {
      const lines = node.process.lines.slice(-30).map((line) => `    ${line.text}`);
      return `  node ${index + 1}: ${node.product} on ${node.router.name}\n${lines.join("\n")}`;
    })
    .join("\n");
}
