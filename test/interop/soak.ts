/**
 * Chaos with real daemons: what befalls two routers at random, and what has to be true of them all the
 * time, and whenever they are left in peace. A seed gives the same happenings at about the same moments.
 * `node test/interop/soak.ts --minutes 60 [--seed 1] [--peer keepalived] [--loud]`
 */
import { parseArgs } from "node:util";
import { Random } from "../../src/sim/random.ts";
import { holdingsOf } from "../lab/address-watch.ts";
import { type Lab, withLab } from "../lab/lab.ts";
import type { Product } from "../lab/router.ts";
import { pause } from "../lab/wait.ts";
import { askAllTheTime } from "./soak/asker.ts";
import { Excuses } from "./soak/excuses.ts";
import { letHappen } from "./soak/happenings.ts";
import { badLines, Descriptors, farewellProblems, problemsOf } from "./soak/judge.ts";
import { addressOf, instanceNames, longestIntervalSeconds } from "./soak/settings.ts";
import { SoakNode } from "./soak/soak-node.ts";
import type { Stage } from "./soak/stage.ts";
import { Timeline } from "./soak/timeline.ts";

/**
 * Two that became MASTER in the same moment know of each other with the next advert; a hand-over takes
 * the time in which the adverts of the one reach the other. The rest is for a busy machine.
 */
const overlapMillis = longestIntervalSeconds * 1_000 + 300;
/** The longest wait before a child starts again is four seconds here; then the master down interval. */
const settleMillis = 20_000;
const steadyMillis = 800;

export interface SoakOptions {
  readonly seed: number;
  readonly millis: number;
  readonly peer: Product;
  readonly isLoud?: boolean;
}

export interface SoakReport {
  readonly bursts: number;
  readonly happenings: number;
  readonly answers: number;
  readonly longestOverlapMillis: number;
  readonly longestSettleMillis: number;
}

/** Throws what was wrong with the timeline of the last burst. */
export async function soak(lab: Lab, options: SoakOptions): Promise<SoakReport> {
  const { seed, peer } = options;
  const random = new Random(seed);
  const excuses = new Excuses();
  const timeline = new Timeline(options.isLoud ?? false);
  const nodes = [
    new SoakNode(lab, lab.router("a"), "holdfast", 100, excuses),
    new SoakNode(lab, lab.router("b"), peer, 90, excuses),
  ];
  const stage: Stage = { lab, nodes, random, excuses, timeline, pending: [] };
  const descriptors = new Descriptors();
  const endMillis = Date.now() + options.millis;
  const report = { bursts: 0, happenings: 0, longestSettleMillis: 0, longestOverlapMillis: 0 };
  for (const node of nodes) node.start();
  let isOver = false;
  const watching = watch(nodes, () => isOver);
  const asking = askAllTheTime(nodes, random.fork(), timeline, () => isOver);
  // Whatever it finds is told at the end of a burst.
  let refusal: unknown = null;
  asking.catch((error: unknown) => {
    refusal = error;
  });
  let burstMillis = Date.now();
  try {
    await settle(nodes);
    while (Date.now() < endMillis) {
      burstMillis = Date.now();
      const count = random.integer(1, 8);
      timeline.add(`--- burst ${report.bursts} of ${count}`);
      for (let index = 0; index < count; index++) {
        await letHappen(stage);
        await pause(random.pick([0, 0, 20, 200, 800]));
      }
      await Promise.all(stage.pending.splice(0));
      if (refusal !== null) throw refusal;
      const took = await settle(nodes);
      timeline.add(`settled after ${took} ms`);
      report.longestSettleMillis = Math.max(report.longestSettleMillis, took);
      const overlap = longestOverlap(nodes, excuses);
      report.longestOverlapMillis = Math.max(report.longestOverlapMillis, overlap.millis);
      const wrong = [
        ...(overlap.millis > overlapMillis ? [overlap.text] : []),
        ...nodes.flatMap((node) => [...badLines(node), ...descriptors.look(node)]),
      ];
      if (wrong.length > 0) throw new Error(wrong.join("\n"));
      report.bursts += 1;
      report.happenings += count;
    }
    isOver = true;
    const stopped = nodes.filter(({ isRunning, isHoldfast }) => isRunning && isHoldfast);
    for (const node of nodes) await node.stop();
    await settle(nodes);
    const untold = stopped.flatMap(farewellProblems);
    if (untold.length > 0) throw new Error(untold.join("\n"));
    return { ...report, answers: await asking };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const more = [...nodes.flatMap((node) => node.log()), ...addressLines(nodes)];
    const told = timeline.since(burstMillis - 3_000, more);
    throw new Error(`seed ${seed}, burst ${report.bursts}\n${told}\n${said}`, { cause: error });
  } finally {
    isOver = true;
    await Promise.allSettled([...stage.pending, asking, watching]);
    for (const node of nodes) node.disconnect();
    for (const node of nodes) await node.stop();
  }
}

/** Waits until all is as it should be for a while; gives how long that took. */
async function settle(nodes: readonly SoakNode[]): Promise<number> {
  const fromMillis = Date.now();
  let wellSinceMillis: number | null = null;
  for (;;) {
    const problems = await problemsOf(nodes);
    const now = Date.now();
    if (problems.length > 0) wellSinceMillis = null;
    else wellSinceMillis ??= now;
    if (wellSinceMillis !== null && now - wellSinceMillis >= steadyMillis) {
      return wellSinceMillis - fromMillis;
    }
    if (now - fromMillis > settleMillis) throw new Error(problems.join("\n"));
    await pause(100);
  }
}

function longestOverlap(nodes: readonly SoakNode[], excuses: Excuses) {
  let longest = { millis: 0, text: "" };
  for (const address of instanceNames.map(addressOf)) {
    const [left = [], right = []] = nodes.map(({ router }) =>
      holdingsOf(router.addresses.events, address),
    );
    const { millis, untilMillis } = excuses.longestOverlap(left, right);
    const text = `both had ${address} for ${Math.round(millis)} ms, ${Math.round(Date.now() - untilMillis)} ms ago`;
    if (millis > longest.millis) longest = { millis, text };
  }
  return longest;
}

const addressLines = (nodes: readonly SoakNode[]) =>
  nodes.flatMap(({ router, name }) =>
    router.addresses.events.map(({ atMillis, added, address }) => ({
      atMillis,
      text: `${name}: ${address} ${added ? "comes" : "goes"}`,
    })),
  );

async function watch(nodes: readonly SoakNode[], isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    for (const node of nodes) node.watch();
    await pause(50);
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "10" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      peer: { type: "string", default: "holdfast" },
      loud: { type: "boolean", default: false },
    },
  });
  const peer: Product = values.peer === "keepalived" ? "keepalived" : "holdfast";
  const options = { seed: Number(values.seed), peer, isLoud: values.loud };
  console.log(`seed ${options.seed}, beside ${peer}`);
  const millis = Number(values.minutes) * 60_000;
  console.log(await withLab(["a", "b"], (lab) => soak(lab, { ...options, millis })));
}
