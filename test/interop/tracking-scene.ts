/** Two routers of which the first follows something that breaks and is mended again. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readAdverts } from "../lab/capture.ts";
import { block, type Surroundings } from "../lab/configuration.ts";
import { type Fifo, openFifo } from "../lab/fifo.ts";
import type { Lab, Router } from "../lab/lab.ts";
import type { Advert } from "../lab/packets.ts";
import type { Node, Product } from "../lab/router.ts";
import { waitFor } from "../lab/wait.ts";
import { configurationFor, masterDownMillis, skewMillis } from "./dialects.ts";
import { expectMove, firstPriority, type Scene, secondPriority, settleOn } from "./scene.ts";

/** The shortest that keepalived 2.2.7 knows. */
export const scriptIntervalSeconds = 1;
export const scriptSecurity = ["enable_script_security", "script_user root"];
const startLimitMillis = 15_000;

export interface Tracked {
  /** The block that defines it for a router; none for interfaces. */
  readonly definition: (lab: Lab, router: Router) => readonly string[] | null;
  /** The lines of an instance that follow it. */
  readonly followed: readonly string[];
  /** Readies a router before its node starts. */
  readonly ready: (lab: Lab, router: Router) => void;
  readonly damage: (lab: Lab, router: Router) => void;
  readonly mend: (lab: Lab, router: Router) => void;
  /** How long after damage or repair the router may not know of it. */
  readonly noticeMillis: number;
  /** keepalived cannot follow everything in a laboratory. */
  readonly followers: "both" | "first";
  /** What the first router's adverts say from then on: 0 once for a fault, else its priority. */
  readonly damagedPriority: number;
}

const okFile = (lab: Lab, router: Router): string => join(lab.directory, `${router.name}-ok`);
const makeOk = (lab: Lab, router: Router): void => writeFileSync(okFile(lab, router), "");
const removeOk = (lab: Lab, router: Router): void => rmSync(okFile(lab, router));

/** A script that succeeds while a file is there; without a weight its failure is a fault. */
export function trackedScript(weight: number | null): Tracked {
  return {
    definition: (lab, router) => scriptBlock(lab, router, weight),
    followed: block("track_script", ["chk_ok"]),
    ready: makeOk,
    damage: removeOk,
    mend: makeOk,
    noticeMillis: scriptIntervalSeconds * 1_000,
    followers: "both",
    damagedPriority: weight === null ? 0 : firstPriority + weight,
  };
}

/** The definition of the script that `trackedScript` follows. */
export function scriptBlock(lab: Lab, router: Router, weight: number | null): string[] {
  return block("vrrp_script chk_ok", [
    `script "/usr/bin/test -e ${okFile(lab, router)}"`,
    `interval ${scriptIntervalSeconds}`,
    ...(weight === null ? [] : [`weight ${weight}`]),
  ]);
}

export interface Followers {
  readonly nodes: readonly [Node, Node];
  /** What the first router's node tells programs. */
  readonly fifo: Fifo;
}

/** Starts both routers on it, the first with the higher priority, and waits until that one serves. */
export async function electFollowers(
  scene: Scene,
  products: readonly [Product, Product],
  tracked: Tracked,
): Promise<Followers> {
  const { lab, first, second, dialect } = scene;
  const fifo = openFifo(lab, first);
  const start = (router: Router, product: Product, priority: number): Node => {
    tracked.ready(lab, router);
    const follows = router === first || tracked.followers === "both";
    const definition = follows ? tracked.definition(lab, router) : null;
    const pipe = router === first ? [`vrrp_notify_fifo ${fifo.path}`] : [];
    const surroundings: Surroundings = {
      globals: [...scriptSecurity, ...pipe],
      before: definition === null ? [] : [definition],
    };
    const changes = { priority, extra: follows ? tracked.followed : [] };
    return scene.startOn(
      router,
      product,
      configurationFor(dialect, lab, router, changes, surroundings),
    );
  };
  const firstNode = start(first, products[0], firstPriority);
  await settleOn(scene, first);
  const secondNode = start(second, products[1], secondPriority);
  await secondNode.waitForLog("Entering BACKUP STATE", startLimitMillis);
  return { nodes: [firstNode, secondNode], fifo };
}

/** What the first follows breaks: the second serves. It is mended: the first serves again. */
export async function breakAndMend(
  scene: Scene,
  products: readonly [Product, Product],
  tracked: Tracked,
): Promise<Followers> {
  const { lab, first, second, dialect } = scene;
  const followers = await electFollowers(scene, products, tracked);
  const isFault = tracked.damagedPriority === 0;
  await expectMove(scene, {
    to: second,
    act: async () => tracked.damage(lab, first),
    allowedMillis:
      tracked.noticeMillis +
      (isFault ? skewMillis(dialect, secondPriority) : masterDownMillis(dialect, secondPriority)),
    byAnother: products[1] === "keepalived",
  });
  await expectMove(scene, {
    to: first,
    act: async () => tracked.mend(lab, first),
    // The second serves until the first does; until then the first hears nobody above it.
    allowedMillis: tracked.noticeMillis + masterDownMillis(dialect, firstPriority),
    byAnother: true,
  });
  await waitFor("the pipe to have the return", { limitMillis: 5_000 }, () =>
    followers.fifo.lines().at(-1)?.includes("MASTER"),
  );
  await assertSpoken(scene, tracked);
  assert.deepEqual(followers.fifo.lines(), expectedLines(tracked));
  return followers;
}

/** The wire: each change of who spoke, and with which priority. */
async function assertSpoken(
  { capture, first, second }: Scene,
  { damagedPriority }: Tracked,
): Promise<void> {
  await capture.stop();
  const [well, damaged] = [`${first.ipv4} ${firstPriority}`, `${first.ipv4} ${damagedPriority}`];
  const other = `${second.ipv4} ${secondPriority}`;
  const speakers = speakersOf(await readAdverts(capture.file));
  assert.deepEqual(speakers, [well, damaged, other, well]);
}

/** Sender and priority of the adverts, as often as one of them changes. */
export function speakersOf(adverts: readonly Advert[]): string[] {
  const all = adverts.map(({ source, priority }) => `${source} ${priority}`);
  return all.filter((speaker, index) => speaker !== all[index - 1]);
}

function expectedLines({ damagedPriority }: Tracked): string[] {
  const line = (state: string, priority: number) => `INSTANCE "VI_1" ${state} ${priority}`;
  const left =
    damagedPriority === 0
      ? [line("FAULT", firstPriority), line("BACKUP", firstPriority)]
      : [line("BACKUP", damagedPriority)];
  const begin = [line("BACKUP", firstPriority), line("MASTER", firstPriority)];
  return [...begin, ...left, line("MASTER", firstPriority)];
}
