/**
 * From a timer's due time to the advert on the wire: how far the captured intervals are from the
 * nominal 10 ms, with an idle machine and with all cores busy.
 */
import { availableParallelism } from "node:os";
import { readAdverts, startCapture } from "../../test/lab/capture.ts";
import { configurationText } from "../../test/lab/configuration.ts";
import { waitForHolders } from "../../test/lab/holder.ts";
import { withLab } from "../../test/lab/lab.ts";
import { startProcess } from "../../test/lab/processes.ts";
import { type Product, startNode } from "../../test/lab/router.ts";
import { pause } from "../../test/lab/wait.ts";
import { type Figure, type Measure, type MeasureOptions, ofBoth } from "../measure.ts";
import { deviations, maximum, percentile } from "../statistics.ts";

const intervalMillis = 10;

export const punctuality: Measure = {
  name: "punctuality",
  about: `how far the intervals on the wire are from ${intervalMillis} ms`,
  run: async (options) => {
    for (const busy of [false, true]) {
      const taken = await ofBoth((product) => lateness(product, busy, options));
      const figure = (name: string, of: (sample: readonly number[]) => number | null): Figure => ({
        name: `${busy ? "all cores busy" : "idle"}, ${name}`,
        unit: "ms",
        holdfast: of(taken.holdfast),
        keepalived: of(taken.keepalived),
        aim: null,
      });
      options.add(
        figure("p50", (sample) => percentile(sample, 0.5)),
        figure("p99", (sample) => percentile(sample, 0.99)),
        figure("max", maximum),
      );
    }
  },
};

async function lateness(
  product: Product,
  busy: boolean,
  options: MeasureOptions,
): Promise<readonly number[]> {
  options.progress(`${product}, ${busy ? "all cores busy" : "idle"}`);
  return await withLab(["a"], async (lab) => {
    const router = lab.router("a");
    const instance = { name: "VI_1", version: 3, virtualRouterId: 51, priority: 100 } as const;
    const advertIntervalSeconds = intervalMillis / 1_000;
    const text = configurationText("a", [
      { ...instance, advertIntervalSeconds, addresses: ["10.77.0.100/24"] },
    ]);
    startNode(lab, router, product, text);
    await waitForHolders(lab, "10.77.0.100", ["a"], 10_000);
    const hogs = busy ? Array.from({ length: availableParallelism() }, startHog) : [];
    try {
      await pause(1_000);
      const capture = await startCapture(lab, {
        namespace: router.namespace,
        link: "eth0",
        filter: "vrrp",
      });
      await pause(options.quick ? 3_000 : 12_000);
      await capture.stop();
      const adverts = await readAdverts(capture.file);
      const moments = adverts.map((advert) => advert.atMillis);
      return deviations(moments, intervalMillis);
    } finally {
      await Promise.all(hogs.map((hog) => hog.stop("SIGKILL")));
    }
  });
}

/** A process that wants a whole core. */
function startHog() {
  return startProcess([process.execPath, "-e", "for (;;);"]);
}
