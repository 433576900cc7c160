/** Load balancing side by side: see `bench/director/main.ts`. */

import type { Product } from "../../test/lab/router.ts";
import type { Checking } from "../director/checking.ts";
import { measurement } from "../director/measurement.ts";
import { longestReloadSeconds, type Programming } from "../director/programming.ts";
import type { Removal } from "../director/removal.ts";
import { type Figure, type Measure, type MeasureOptions, ofBoth, products } from "../measure.ts";
import { median } from "../statistics.ts";

/** Of keepalived's CPU. */
const cpuAim = 2;

export const directorTable: Measure = {
  name: "lvs-table",
  about: "37,205 real servers of 2,277 virtual servers in the table of IPVS, and reloads",
  async run(options) {
    const figure = await programmingFigures("table", options);
    options.add(figure("from nothing", "startMillis"), ...reloadFigures(figure));
    options.add(figure("memory", "megabytes"));
  },
};

export const directorReload: Measure = {
  name: "lvs-reload",
  about: "reloads of 3,200 real servers of 200 virtual servers",
  async run(options) {
    options.add(...reloadFigures(await programmingFigures("reload", options)));
  },
};

type Figures = (name: string, key: keyof Programming) => Figure;

const reloadFigures = (figure: Figures): Figure[] => [
  figure("reload, one weight changed", "oneWeightMillis"),
  figure("reload, 1 % of the weights changed", "onePercentMillis"),
];

/** The medians of some rounds. */
async function programmingFigures(subject: string, options: MeasureOptions): Promise<Figures> {
  const rounds = options.quick ? 1 : 3;
  const taken: Record<Product, Programming[]> = { holdfast: [], keepalived: [] };
  for (let round = 1; round <= rounds; round++) {
    options.progress(`round ${round} of ${rounds}`);
    const both = await ofBoth((product) =>
      measurement<Programming>("ipvs", subject, product, options),
    );
    for (const product of products) taken[product].push(both[product]);
  }
  const middle = (product: Product, key: keyof Programming): number | null =>
    median(taken[product].flatMap((each) => each[key] ?? []));
  return (name, key) => {
    const [holdfast, keepalived] = [middle("holdfast", key), middle("keepalived", key)];
    const endless = keepalived === null ? ` (keepalived: over ${longestReloadSeconds} s)` : "";
    const aim = key === "megabytes" ? null : (keepalived ?? longestReloadSeconds * 1_000);
    const unit = key === "megabytes" ? "MB" : "ms";
    return { name: `${name}${endless}`, unit, holdfast, keepalived, aim };
  };
}

export const directorTcp = checks(
  "lvs-tcp",
  "tcp",
  "10,000 TCP_CHECKs every 5 s (keepalived without a table, Holdfast on nftables)",
);
export const directorHttp = checks(
  "lvs-http",
  "http",
  "2,000 HTTP_GETs every 5 s (keepalived without a table, Holdfast on nftables)",
);

function checks(name: string, subject: string, about: string): Measure {
  return { name, about, run: (options) => takeChecks(subject, options) };
}

async function takeChecks(subject: string, options: MeasureOptions): Promise<void> {
  const { holdfast, keepalived } = await ofBoth((product) =>
    measurement<Checking>("ownKernel", subject, product, options),
  );
  options.add(
    {
      name: "CPU of the daemon",
      unit: "%",
      holdfast: holdfast.cpuPercent,
      keepalived: keepalived.cpuPercent,
      aim: keepalived.cpuPercent * cpuAim,
    },
    {
      name: "memory",
      unit: "MB",
      holdfast: holdfast.megabytes,
      keepalived: keepalived.megabytes,
      aim: null,
    },
  );
}

export const directorRemoval: Measure = {
  name: "lvs-removal",
  about: "from a real server's death to its removal, checked once a second",
  async run(options) {
    const { holdfast, keepalived } = await ofBoth((product) =>
      measurement<Removal>("ipvs", "removal", product, options),
    );
    options.add(
      {
        name: "average",
        unit: "ms",
        holdfast: holdfast.averageMillis,
        keepalived: keepalived.averageMillis,
        aim: keepalived.averageMillis,
      },
      {
        name: "longest",
        unit: "ms",
        holdfast: holdfast.longestMillis,
        keepalived: keepalived.longestMillis,
        aim: null,
      },
    );
  },
};
