/**
 * Reloads of 255 instances that serve: each gives the last of them one more address, or takes it away.
 *
 * A reload is done when the kernel has the change. What peers see of it is on the wire: the longest
 * time between two adverts of any instance, from the signal until three intervals after it is done. The same
 * longest time without a reload shows what the machine adds.
 */
import { readAdverts, startCapture } from "../../test/lab/capture.ts";
import { configurationText } from "../../test/lab/configuration.ts";
import { withLab } from "../../test/lab/lab.ts";
import type { Advert } from "../../test/lab/packets.ts";
import { type Product, startNode } from "../../test/lab/router.ts";
import { pause, waitFor } from "../../test/lab/wait.ts";
import { addressOf, instanceOf } from "../many.ts";
import { type Figure, type Measure, type MeasureOptions, ofBoth } from "../measure.ts";
import { maximum, median } from "../statistics.ts";

const instanceCount = 255;
const intervalsMillis = [1_000, 100] as const;
const addedAddress = "10.79.0.1";
const limitMillis = 30_000;
/** A peer takes over after three intervals and its skew; this is what a timer may be late anyway. */
const latenessAimMillis = 10;

export const reloadInstances: Measure = {
  name: "reload-instances",
  about: `reloads of ${instanceCount} instances that serve, one address more or less`,
  run: async (options) => {
    for (const intervalMillis of intervalsMillis) {
      const taken = await ofBoth((product) => {
        options.progress(`${product}, ${intervalMillis} ms`);
        return reloads(product, intervalMillis, options);
      });
      options.add(...figuresOf(taken, intervalMillis));
    }
  },
};

interface Reloads {
  readonly millis: readonly number[];
  /** The longest time between adverts of one instance, with each reload and with none. */
  readonly gapsMillis: readonly number[];
  readonly calmGapMillis: number;
}

function figuresOf(taken: Record<Product, Reloads>, intervalMillis: number): Figure[] {
  const { holdfast, keepalived } = taken;
  const name = `advert_int ${intervalMillis / 1_000}`;
  const duration = median(keepalived.millis);
  return [
    {
      name: `${name}, until done (median)`,
      unit: "ms",
      holdfast: median(holdfast.millis),
      keepalived: duration,
      aim: null,
    },
    {
      name: `${name}, longest between adverts`,
      unit: "ms",
      holdfast: maximum(holdfast.gapsMillis),
      keepalived: maximum(keepalived.gapsMillis),
      aim: intervalMillis + latenessAimMillis,
    },
    {
      name: `${name}, the same without a reload`,
      unit: "ms",
      holdfast: holdfast.calmGapMillis,
      keepalived: keepalived.calmGapMillis,
      aim: null,
    },
  ];
}

async function reloads(
  product: Product,
  intervalMillis: number,
  options: MeasureOptions,
): Promise<Reloads> {
  return await withLab(["a"], async (lab) => {
    const router = lab.router("a");
    const node = startNode(lab, router, product, textOf(intervalMillis, false));
    const everyMillis = 50;
    await waitFor("all addresses", { limitMillis, everyMillis }, () =>
      numbers().every((number) => router.addresses.has(addressOf(number))),
    );
    // The second burst of gratuitous ARPs comes 5 s after the election.
    await pause(6_000);
    const filter = { namespace: router.namespace, link: "eth0", filter: "vrrp" };
    const capture = await startCapture(lab, filter);
    const calmFromMillis = Date.now();
    await pause(4 * intervalMillis);
    const spans: [number, number][] = [[calmFromMillis, Date.now()]];
    const millis: number[] = [];
    for (let round = 0; round < (options.quick ? 2 : 6); round++) {
      const adds = round % 2 === 0;
      const fromMillis = Date.now();
      node.reload(textOf(intervalMillis, adds));
      const done = await waitFor("the reload", { limitMillis }, () =>
        router.addresses.events.find(
          (event) =>
            event.address === addedAddress && event.added === adds && event.atMillis >= fromMillis,
        ),
      );
      millis.push(done.atMillis - fromMillis);
      await pause(3 * intervalMillis);
      spans.push([fromMillis, Date.now()]);
    }
    await capture.stop();
    const adverts = await readAdverts(capture.file);
    const [calmGapMillis = 0, ...gapsMillis] = spans.map((span) => longestGap(adverts, span));
    return { millis, gapsMillis, calmGapMillis };
  });
}

const numbers = (): number[] => Array.from({ length: instanceCount }, (_, index) => index + 1);

function textOf(intervalMillis: number, adds: boolean): string {
  const instances = numbers().map((number) => instanceOf(number, 100, intervalMillis));
  const last = instances.pop();
  if (last === undefined) throw new Error("there are no instances");
  const more = adds ? [`${addedAddress}/32`] : [];
  return configurationText("a", [
    ...instances,
    { ...last, addresses: [...last.addresses, ...more] },
  ]);
}

/** The longest time between adverts of one instance that overlaps the span; silence counts. */
export function longestGap(
  adverts: readonly Advert[],
  [fromMillis, untilMillis]: readonly [number, number],
): number {
  const last = new Map<number, number>();
  let longest = 0;
  for (const { atMillis, virtualRouterId } of adverts) {
    const before = last.get(virtualRouterId);
    last.set(virtualRouterId, atMillis);
    if (before === undefined || atMillis < fromMillis || before > untilMillis) continue;
    longest = Math.max(longest, atMillis - before);
  }
  return longest;
}
