/** Load balancing side by side: see `bench/director/main.ts`. */
import type { Checking } from "../director/checking.ts";
import { measurement } from "../director/measurement.ts";
import type { Programming } from "../director/programming.ts";
import type { Removal } from "../director/removal.ts";
import { type Figure, type Measure, type MeasureOptions, ofBoth } from "../measure.ts";
import { median } from "../statistics.ts";

/** Of keepalived's CPU. */
const cpuAim = 2;

export const directorTable: Measure = {
  name: "lvs-table",
  about: "37,205 real servers of 2,277 virtual servers in the table of IPVS, and reloads",
  async run(options) {
    const rounds = options.quick ? 1 : 3;
    const taken: Record<"holdfast" | "keepalived", Programming[]> = {
      holdfast: [],
      keepalived: [],
    };
    for (let round = 0; round < rounds; round++) {
      options.progress(`round ${round + 1} of ${rounds}`);
      const { holdfast, keepalived } = await ofBoth((product) =>
        measurement<Programming>("ipvs", "table", product, options),
      );
      taken.holdfast.push(holdfast);
      taken.keepalived.push(keepalived);
    }
    const figure = (name: string, unit: Figure["unit"], key: keyof Programming): Figure => {
      const holdfast = median(taken.holdfast.map((each) => each[key]));
      const keepalived = median(taken.keepalived.map((each) => each[key]));
      return { name, unit, holdfast, keepalived, aim: unit === "MB" ? null : keepalived };
    };
    options.add(
      figure("from nothing", "ms", "startMillis"),
      figure("reload, one weight changed", "ms", "oneWeightMillis"),
      figure("reload, 1 % of the weights changed", "ms", "onePercentMillis"),
      figure("memory", "MB", "megabytes"),
    );
  },
};

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
        name: "median",
        unit: "ms",
        holdfast: holdfast.medianMillis,
        keepalived: keepalived.medianMillis,
        aim: keepalived.medianMillis,
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
