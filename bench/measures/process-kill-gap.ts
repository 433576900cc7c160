/** kill -9 of the vrrp process alone, its supervisor lives: the service lost, if any. */
import { pause } from "../../test/lab/wait.ts";
import { type Measure, ofBoth } from "../measure.ts";
import { type Pair, timings, withPair } from "../pair.ts";
import { median } from "../statistics.ts";

/** Longer than a take-over by the backup would need. */
const watchMillis = 5_000;
/** Pings are a millisecond apart: what is below this is no gap. */
const noGapMillis = 10;

export const processKillGap: Measure = {
  name: "process-kill",
  about: "service lost after kill -9 of the vrrp process (median)",
  run: async (options) => {
    const timing = timings.find((each) => each.version === 2);
    if (timing === undefined) return;
    const gaps = await ofBoth((product) => {
      options.progress(`${product}, ${timing.name}`);
      return withPair(product, timing, (pair) => kills(pair, options.quick ? 1 : 3));
    });
    options.add({
      name: timing.name,
      unit: "ms",
      holdfast: median(gaps.holdfast),
      keepalived: median(gaps.keepalived),
      aim: noGapMillis,
    });
  },
};

async function kills(pair: Pair, count: number): Promise<number[]> {
  const gaps: number[] = [];
  pair.start(pair.second);
  const node = pair.start(pair.first);
  for (let kill = 0; kill < count; kill++) {
    await pair.settle(pair.first);
    await pause(1_200);
    const fromMillis = Date.now();
    node.killVrrpProcess();
    await pause(watchMillis);
    gaps.push(pair.gapSince(fromMillis));
  }
  return gaps;
}
