/**
 * Random edits of a configuration under traffic: what did not change is not touched on the wire or
 * in the kernel, what changes is what the plan said, and everything is as the last file says.
 */
import assert from "node:assert/strict";
import { Random } from "../../src/sim/random.ts";
import { type Announcement, readAnnouncements } from "../lab/announcements.ts";
import { readAdverts, startCapture } from "../lab/capture.ts";
import type { Lab, Router } from "../lab/lab.ts";
import type { Advert } from "../lab/packets.ts";
import { startPinger } from "../lab/pinger.ts";
import type { LogLine } from "../lab/processes.ts";
import { waitFor } from "../lab/wait.ts";
import { end, soon } from "./daemon-under-test.ts";
import {
  addressOf,
  destinationOf,
  editedFile,
  firstFile,
  type RandomFile,
  type RandomRouter,
  textOf,
} from "./reload-edits.ts";
import { type Reloads, startReloadable } from "./reloads.ts";
import { slackMillis } from "./scene.ts";

/** Beyond the interval; the capture and the daemon share two cores with the rest. */
const lateMillis = 150;
/** What was held so long has been announced. */
const restMillis = 100;

interface Round {
  readonly fromMillis: number;
  readonly before: RandomFile;
  readonly after: RandomFile;
  /** Held for a while, by instances that run on and have it still or give it to one that does. */
  readonly served: ReadonlySet<string>;
  /** Those of them that stay with their instance. */
  readonly unmoved: ReadonlySet<string>;
  /** Destinations that masters had and have. */
  readonly routes: ReadonlySet<string>;
}

export interface FuzzReport {
  /** The longest time beyond its interval that an instance which runs on was silent. */
  readonly latestMillis: number;
}

export async function fuzzReloads(lab: Lab, seed: number, rounds: number): Promise<FuzzReport> {
  const random = new Random(seed);
  const router = lab.router("a");
  let file = firstFile(random);
  const { daemon, reload, plan } = await startReloadable(lab, `fuzz${seed}`, textOf(file));
  await settle(router, file, daemon.log);
  const capture = await startCapture(lab);
  const routes = lab.start(router.namespace, ["ip", "-ts", "-o", "monitor", "route"]);
  const steady = addressesOf(file.routers.slice(-1))[0] ?? "";
  const pinger = startPinger(lab, steady);
  await pinger.waitForAnswerFrom(router, 0, soon.limitMillis);
  const played: Round[] = [];
  const step = async (isSettled: boolean): Promise<void> => {
    const next = editedFile(file, random);
    const round = roundOf(router, file, next);
    played.push(round);
    if (isSettled) await reloadAsPlanned(router, { reload, plan }, round);
    else assert.equal((await reload(textOf(next))).kind, "applied");
    file = next;
  };
  try {
    for (let count = 0; count < rounds; count++) {
      const waits = random.fraction() < 0.5;
      if (waits) await settle(router, file, daemon.log);
      await step(waits);
    }
    await settle(router, file, daemon.log);
    await capture.stop();
    checkKernel(router, played);
    checkRoutes(routes.lines, played);
    checkStates(daemon.log());
    checkAnnouncements(await readAnnouncements(capture.file), played);
    const latestMillis = checkAdverts(await readAdverts(capture.file), played);
    const first = played[0]?.fromMillis ?? 0;
    if (addressesOf(file.routers).includes(steady)) {
      const gap = pinger.largestGap(first, Date.now());
      assert.ok(gap.millis < slackMillis, `${gap.millis} ms without an answer from ${steady}`);
    }
    return { latestMillis };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const texts = played.slice(-2).map(({ after }) => textOf(after));
    throw new Error([`seed ${seed}, round ${played.length}: ${said}`, ...texts].join("\n----\n"));
  } finally {
    await pinger.stop();
    await end(daemon.pid());
  }
}

const addressesOf = (routers: readonly RandomRouter[]): readonly string[] =>
  routers.flatMap(({ addresses, excluded }) => [...addresses, ...excluded]).map(addressOf);

/** Every instance is MASTER, and nothing is here that should not be. */
function settle(router: Router, file: RandomFile, log: () => string): Promise<unknown> {
  const wanted = addressesOf(file.routers).toSorted().join(" ");
  return waitFor(
    "the addresses of the file",
    soon,
    () => heldBy(router) === wanted,
    () => [wanted, heldBy(router), log().slice(-2000)].join("\n"),
  );
}

function heldBy(router: Router): string {
  const seen = new Set(router.addresses.events.map(({ address }) => address));
  const ours = [...seen].filter((address) => /^10\.77\.0\.1\d\d$/.test(address));
  return ours
    .filter((address) => router.addresses.has(address))
    .toSorted()
    .join(" ");
}

function roundOf(router: Router, before: RandomFile, after: RandomFile): Round {
  // What happened in the millisecond that goes on belongs to the round before.
  const fromMillis = Date.now() + 1;
  const held = new Set(
    addressesOf(before.routers).filter((address) => {
      const last = router.addresses.holdings(address).at(-1);
      return last?.untilMillis === null && last.fromMillis < fromMillis - restMillis;
    }),
  );
  const owners = ownersOf(before);
  const masters = new Set([...held].map((address) => owners.get(address)));
  const unmoved = new Set<string>();
  const served = new Set<string>();
  for (const [address, owner] of ownersOf(after)) {
    if (!held.has(address) || !masters.has(owner)) continue;
    served.add(address);
    if (owners.get(address) === owner) unmoved.add(address);
  }
  const ofMasters = (file: RandomFile): readonly string[] =>
    file.routers
      .filter(({ virtualRouterId }) => masters.has(virtualRouterId))
      .flatMap(({ routes }) => routes.map(destinationOf));
  const still = new Set(ofMasters(after));
  const routes = new Set(ofMasters(before).filter((destination) => still.has(destination)));
  return { fromMillis, before, after, served, unmoved, routes };
}

const ownersOf = ({ routers }: RandomFile): ReadonlyMap<string, number> =>
  new Map(
    routers.flatMap((router) =>
      addressesOf([router]).map((address) => [address, router.virtualRouterId] as const),
    ),
  );

/** The addresses that come and go at once are those of the plan. */
async function reloadAsPlanned(
  router: Router,
  { reload, plan }: Pick<Reloads, "reload" | "plan">,
  { after }: Round,
): Promise<void> {
  const text = textOf(after);
  const planned = await plan(text);
  const expected = planned.operations
    .flatMap(
      ({ command }) => /^ip address (add|del) ([^/ ]+)/.exec(command)?.slice(1, 3).join(" ") ?? [],
    )
    .toSorted();
  const fromMillis = Date.now();
  assert.equal((await reload(text)).kind, "applied");
  const done = () =>
    router.addresses.events
      .filter(({ atMillis }) => atMillis >= fromMillis)
      .map(({ added, address }) => `${added ? "add" : "del"} ${address}`);
  await waitFor(
    `what was planned: ${expected.join(", ")}`,
    soon,
    () => expected.every((change) => done().includes(change)),
    () => done().join(", "),
  );
}

function checkKernel(router: Router, played: readonly Round[]): void {
  for (const [index, { fromMillis, served }] of played.entries()) {
    const untilMillis = played[index + 1]?.fromMillis ?? Number.POSITIVE_INFINITY;
    const gone = router.addresses.events.filter(
      ({ atMillis, added, address }) =>
        !added && atMillis >= fromMillis && atMillis < untilMillis && served.has(address),
    );
    assert.deepEqual(gone, [], `round ${index} takes away what it should leave`);
  }
}

/** Of instances that were MASTER before, and of such that are it still. */
function checkRoutes(lines: readonly LogLine[], played: readonly Round[]): void {
  const gone = lines.flatMap(({ atMillis, text }) => {
    const destination = /Deleted (198\.51\.100\.\d+) /.exec(text)?.[1];
    return destination === undefined ? [] : { atMillis, destination };
  });
  for (const [index, { fromMillis, routes }] of played.entries()) {
    const untilMillis = played[index + 1]?.fromMillis ?? Number.POSITIVE_INFINITY;
    const wrong = gone.filter(
      ({ atMillis, destination }) =>
        atMillis >= fromMillis && atMillis < untilMillis && routes.has(destination),
    );
    assert.deepEqual(wrong, [], `round ${index} takes away a route that it should leave`);
  }
}

/** Nobody else is there: from BACKUP, where each begins, the only way is to MASTER. */
function checkStates(log: string): void {
  const wrong = log.split("\n").filter((line) => {
    return /Entering (FAULT|BACKUP) STATE/.test(line) && !line.includes("(init)");
  });
  assert.deepEqual(wrong, []);
}

function checkAnnouncements(
  announcements: readonly Announcement[],
  played: readonly Round[],
): void {
  for (const [index, { fromMillis, unmoved }] of played.entries()) {
    const untilMillis = played[index + 1]?.fromMillis ?? Number.POSITIVE_INFINITY;
    const needless = announcements.filter(
      ({ atMillis, address }) =>
        atMillis >= fromMillis && atMillis < untilMillis && unmoved.has(address),
    );
    assert.deepEqual(needless, [], `round ${index} announces what everybody knows`);
  }
}

/** Gives the latest of all; a farewell is only from who has gone. */
function checkAdverts(adverts: readonly Advert[], played: readonly Round[]): number {
  let latest = 0;
  for (const [index, { fromMillis, before, after }] of played.entries()) {
    const untilMillis = played[index + 1]?.fromMillis ?? fromMillis + 1_000;
    for (const router of before.routers) {
      const next = after.routers.find(({ virtualRouterId }) => {
        return virtualRouterId === router.virtualRouterId;
      });
      if (next === undefined) continue;
      const own = adverts.filter(
        ({ virtualRouterId }) => virtualRouterId === router.virtualRouterId,
      );
      const around = own.filter(
        ({ atMillis }) => atMillis >= fromMillis - 1_500 && atMillis < untilMillis,
      );
      const here = around.filter(({ atMillis }) => atMillis >= fromMillis);
      assert.ok(
        !here.some(({ priority }) => priority === 0),
        `round ${index}: ${router.name} resigns`,
      );
      const interval = Math.max(router.advertIntervalSeconds, next.advertIntervalSeconds) * 1_000;
      const late = Math.max(0, ...gapsAfter(around, fromMillis)) - interval;
      assert.ok(late < lateMillis, `round ${index}: ${router.name} speaks ${late} ms late`);
      latest = Math.max(latest, late);
    }
  }
  return latest;
}

/** Between one advert and the next, after that moment; who has resigned is not awaited. */
const gapsAfter = (adverts: readonly Advert[], fromMillis: number): readonly number[] =>
  adverts.flatMap(({ atMillis }, index) => {
    const previous = adverts[index - 1];
    const isAwaited = previous !== undefined && previous.priority > 0 && atMillis >= fromMillis;
    return isAwaited ? atMillis - previous.atMillis : [];
  });
