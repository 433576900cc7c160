/** From the start of the program to its first advert, where no timer has to be waited for. */
import { readAdverts, startCapture } from "../../test/lab/capture.ts";
import { configurationText } from "../../test/lab/configuration.ts";
import { withLab } from "../../test/lab/lab.ts";
import { type Product, startNode } from "../../test/lab/router.ts";
import { type Measure, ofBoth } from "../measure.ts";
import { median } from "../statistics.ts";

export const start: Measure = {
  name: "start",
  about: "from the program's start to its first advert, as address owner (median)",
  run: async (options) => {
    const times = await ofBoth(async (product) => {
      options.progress(product);
      const taken: number[] = [];
      for (let count = options.quick ? 2 : 7; count > 0; count--) {
        taken.push(await startToAdvertMillis(product));
      }
      return taken;
    });
    const holdfast = median(times.holdfast);
    const keepalived = median(times.keepalived);
    options.add({ name: "median", unit: "ms", holdfast, keepalived, aim: null });
  },
};

/** The owner of the address, priority 255, becomes master at once (RFC 9568 §6.4.1). */
async function startToAdvertMillis(product: Product): Promise<number> {
  return await withLab(["a"], async (lab) => {
    const router = lab.router("a");
    const capture = await startCapture(lab, { filter: "vrrp" });
    const instance = { name: "VI_1", version: 3, virtualRouterId: 51, priority: 255 } as const;
    const text = configurationText("a", [
      { ...instance, state: "MASTER", advertIntervalSeconds: 1, addresses: ["10.77.0.100/24"] },
    ]);
    const startMillis = performance.timeOrigin + performance.now();
    const node = startNode(lab, router, product, text);
    await node.waitForLog("Entering MASTER STATE", 10_000);
    await node.stop();
    await capture.stop();
    const [first] = await readAdverts(capture.file);
    if (first === undefined) throw new Error(`${product} sent no advert`);
    return first.atMillis - startMillis;
  });
}
