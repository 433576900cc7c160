/** The master is told to stop: from its last answer to the first of its successor. */
import { pause } from "../../test/lab/wait.ts";
import { type Measure, ofBoth } from "../measure.ts";
import { type Pair, type Timing, timings, withPair } from "../pair.ts";
import { median } from "../statistics.ts";

export const stopGap: Measure = {
  name: "stop",
  about: "service lost when the master is told to stop (median)",
  run: async (options) => {
    for (const timing of timings) {
      const count = repetitions(timing, options.quick);
      const gaps = await ofBoth((product) => {
        options.progress(`${product}, ${timing.name}`);
        return withPair(product, timing, (pair) => stops(pair, count));
      });
      options.add({
        name: timing.name,
        unit: "ms",
        holdfast: median(gaps.holdfast),
        keepalived: median(gaps.keepalived),
        aim: timing.intervalMillis <= 10 ? 12 : 50,
      });
    }
  },
};

async function stops(pair: Pair, count: number): Promise<number[]> {
  const gaps: number[] = [];
  pair.start(pair.second);
  for (let stop = 0; stop < count; stop++) {
    const node = pair.start(pair.first);
    await pair.settle(pair.first);
    await pause(300);
    const fromMillis = Date.now();
    await node.stop();
    await pair.settle(pair.second);
    await pause(50);
    gaps.push(pair.gapSince(fromMillis));
  }
  return gaps;
}

function repetitions(timing: Timing, quick: boolean): number {
  if (timing.intervalMillis >= 1_000) return quick ? 1 : 3;
  return quick ? 3 : 7;
}
