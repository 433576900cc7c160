/**
 * The machine of the master dies: from the last answer of the old to the first of the new.
 *
 * The deaths are spread over the advert interval, because what is left of it when the master dies
 * shortens the gap; the figure is their median. The cable dies first, so that adverts and answers end at the same instant.
 */
import { cutLink, mendLink } from "../../test/lab/link.ts";
import { pause } from "../../test/lab/wait.ts";
import { type Measure, type MeasureOptions, ofBoth } from "../measure.ts";
import { address, type Pair, type Timing, timings, withPair } from "../pair.ts";
import { median } from "../statistics.ts";

export const crashGap: Measure = {
  name: "crash",
  about: "service lost when the master's machine dies (median)",
  run: async (options) => {
    for (const timing of timings) {
      const gaps = await ofBoth((product) => {
        options.progress(`${product}, ${timing.name}`);
        return withPair(product, timing, (pair) => crashes(pair, timing, options));
      });
      options.add({
        name: timing.name,
        unit: "ms",
        holdfast: median(gaps.holdfast),
        keepalived: median(gaps.keepalived),
        aim: { 1000: 3_350, 100: null, 10: 32 }[timing.intervalMillis] ?? null,
      });
    }
  },
};

/** The gap of each crash; each comes at another phase of the interval since the election. */
async function crashes(pair: Pair, timing: Timing, options: MeasureOptions): Promise<number[]> {
  const count = repetitions(timing, options.quick);
  const gaps: number[] = [];
  pair.start(pair.second);
  for (let crash = 0; crash < count; crash++) {
    const node = pair.start(pair.first);
    await pair.settle(pair.first);
    await pause(timing.intervalMillis * 2 + timing.intervalMillis * ((crash + 0.5) / count));
    const fromMillis = Date.now();
    cutLink(pair.lab, pair.first);
    await node.crashMachine([address]);
    await pair.settle(pair.second);
    await pause(50);
    gaps.push(pair.gapSince(fromMillis));
    mendLink(pair.lab, pair.first);
  }
  return gaps;
}

function repetitions(timing: Timing, quick: boolean): number {
  if (timing.intervalMillis >= 1_000) return quick ? 1 : 4;
  return quick ? 3 : 9;
}
