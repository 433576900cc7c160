/** Two routers with 200 instances at 10 ms start together: until the preferred one alone serves. */
import { withLab } from "../../test/lab/lab.ts";
import { type Product, startNode } from "../../test/lab/router.ts";
import { waitFor } from "../../test/lab/wait.ts";
import { hasAll, hasNone, instanceCount, manyInstances } from "../many.ts";
import { type Measure, ofBoth } from "../measure.ts";

const intervalMillis = 10;
const limitMillis = 20_000;

export const settling: Measure = {
  name: "settling",
  about: `${instanceCount} instances at ${intervalMillis} ms, both routers started together`,
  run: async (options) => {
    const times = await ofBoth((product) => {
      options.progress(product);
      return timeToSettle(product).catch((error: unknown) => {
        options.progress(`${product}: ${error}`);
        return null;
      });
    });
    const name = "until one router has all addresses";
    options.add({ name, unit: "ms", ...times, aim: null });
  },
};

async function timeToSettle(product: Product): Promise<number> {
  return await withLab(["a", "b"], async (lab) => {
    const [first, second] = [lab.router("a"), lab.router("b")];
    const start = performance.now();
    startNode(lab, first, product, manyInstances("a", 100, intervalMillis));
    startNode(lab, second, product, manyInstances("b", 90, intervalMillis));
    const isSettled = () => hasAll(first) && hasNone(second);
    await waitFor("one router to have all addresses", { limitMillis, everyMillis: 50 }, isSettled);
    return performance.now() - start;
  });
}
