/** Memory of the whole daemon, all its processes, as master. */
import { readFileSync } from "node:fs";
import { configurationText } from "../../test/lab/configuration.ts";
import { waitForHolders } from "../../test/lab/holder.ts";
import { withLab } from "../../test/lab/lab.ts";
import { type Node, type Product, startNode } from "../../test/lab/router.ts";
import { pause } from "../../test/lab/wait.ts";
import { instanceCount, withMany } from "../many.ts";
import { type Figure, type Measure, type MeasureOptions, ofBoth } from "../measure.ts";
import { type Memory, memoryOf } from "../memory-map.ts";

const bytesPerMegabyte = 1_000_000;
const pssAim = 100;

export const memory: Measure = {
  name: "memory",
  about: "the whole daemon; PSS alone is what it takes on a machine of its own",
  run: async (options) => {
    const one = await ofBoth((product) => withOne(product, options));
    options.add(...figuresOf("1 instance", one));
    const many = await ofBoth((product) => {
      options.progress(`${product}, ${instanceCount} instances`);
      return withMany([product, "keepalived"], 1_000, (node) => settled(node, options));
    });
    options.add(...figuresOf(`${instanceCount} instances`, many));
  },
};

async function withOne(product: Product, options: MeasureOptions): Promise<Memory> {
  options.progress(`${product}, 1 instance`);
  return await withLab(["a"], async (lab) => {
    const instance = { name: "VI_1", version: 2, virtualRouterId: 51, priority: 100 } as const;
    const addresses = ["10.77.0.100/24"];
    const text = configurationText("a", [{ ...instance, advertIntervalSeconds: 1, addresses }]);
    const node = startNode(lab, lab.router("a"), product, text);
    await waitForHolders(lab, "10.77.0.100", ["a"], 10_000);
    return await settled(node, options);
  });
}

async function settled(node: Node, options: MeasureOptions): Promise<Memory> {
  await pause(options.quick ? 1_000 : 5_000);
  return memoryOf(node.pids().map((pid) => readFileSync(`/proc/${pid}/smaps`, "utf8")));
}

function figuresOf(name: string, taken: Record<Product, Memory>): Figure[] {
  const figure = (label: string, key: keyof Memory, aim: number | null): Figure => ({
    name: `${name}, ${label}`,
    unit: "MB",
    holdfast: taken.holdfast[key] / bytesPerMegabyte,
    keepalived: taken.keepalived[key] / bytesPerMegabyte,
    aim,
  });
  return [
    figure("RSS", "rssBytes", null),
    figure("PSS", "pssBytes", pssAim),
    figure("PSS alone", "aloneBytes", pssAim),
  ];
}
