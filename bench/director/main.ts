/**
 * A measure of directors, taken where the kernel has IPVS: prints one line of JSON for each of its
 * figures. `node bench/director/main.ts table|tcp|http|removal [--quick]`
 */
import { parseArgs } from "node:util";
import { mustRun } from "../../test/lab/command.ts";
import { type Figure, type MeasureOptions, ofBoth } from "../measure.ts";
import { checking, httpFarm, tcpFarm } from "./checking.ts";
import { realServerNetwork, realServerPort } from "./farm.ts";
import { programming } from "./programming.ts";
import { removal } from "./removal.ts";
import { startWebServer } from "./web-server.ts";

const { values, positionals } = parseArgs({
  options: { quick: { type: "boolean", default: false } },
  allowPositionals: true,
});
const options: MeasureOptions = {
  quick: values.quick,
  progress: (text) => console.error(text),
  add: (...figures) => {
    for (const figure of figures) console.log(JSON.stringify(figure));
  },
};
/** Of keepalived's CPU. */
const cpuAim = 2;

await main(positionals[0] ?? "");

async function main(measure: string): Promise<void> {
  mustRun(["ip", "route", "add", "local", realServerNetwork, "dev", "lo"]);
  const web = await startWebServer(realServerPort);
  try {
    options.add(...(await figuresOf(measure)));
  } finally {
    await web.stop();
  }
}

async function figuresOf(measure: string): Promise<Figure[]> {
  switch (measure) {
    case "table":
      return await tableFigures();
    case "tcp":
      return await checkFigures("TCP", tcpFarm(options.quick));
    case "http":
      return await checkFigures("HTTP", httpFarm(options.quick));
    case "removal":
      return await removalFigures();
    default:
      throw new Error(`there is no measure "${measure}" of directors`);
  }
}

async function tableFigures(): Promise<Figure[]> {
  const { holdfast, keepalived } = await ofBoth((product) => programming(product, options));
  const figure = (name: string, key: "startMillis" | "oneWeightMillis" | "onePercentMillis") => ({
    name,
    unit: "ms" as const,
    holdfast: holdfast[key],
    keepalived: keepalived[key],
    aim: keepalived[key],
  });
  return [
    figure("from nothing", "startMillis"),
    figure("reload, one weight changed", "oneWeightMillis"),
    figure("reload, 1 % of the weights changed", "onePercentMillis"),
    {
      name: "memory",
      unit: "MB",
      holdfast: holdfast.megabytes,
      keepalived: keepalived.megabytes,
      aim: null,
    },
  ];
}

async function checkFigures(kind: string, farm: ReturnType<typeof tcpFarm>): Promise<Figure[]> {
  const { holdfast, keepalived } = await ofBoth((product) => checking(product, farm, options));
  const name = `${farm.realServers} ${kind} checks every ${farm.delayLoopSeconds} s`;
  return [
    {
      name: `${name}, CPU`,
      unit: "%",
      holdfast: holdfast.cpuPercent,
      keepalived: keepalived.cpuPercent,
      aim: keepalived.cpuPercent * cpuAim,
    },
    {
      name: `${name}, memory`,
      unit: "MB",
      holdfast: holdfast.megabytes,
      keepalived: keepalived.megabytes,
      aim: null,
    },
  ];
}

async function removalFigures(): Promise<Figure[]> {
  const { holdfast, keepalived } = await ofBoth((product) => removal(product, options));
  return [
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
  ];
}
