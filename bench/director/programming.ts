/** From nothing to a table of 2,277 virtual and 37,205 real servers, and reloads of it. */
import type { Product } from "../../test/lab/router.ts";
import type { MeasureOptions } from "../measure.ts";
import { type Director, withDirector } from "./director.ts";
import { type Farm, farmText, realAddress, realServerPort, usualWeight } from "./farm.ts";
import { type Awaited, millisUntil } from "./kernel-table.ts";

export interface Programming {
  readonly startMillis: number;
  readonly oneWeightMillis: number;
  readonly onePercentMillis: number;
  readonly megabytes: number;
}

type Weights = ReadonlyMap<string, number>;

const changedWeight = 7;
const bytesPerMegabyte = 1_000_000;

/** Long intervals: what is measured is the table, not the checks. */
const largeFarm: Farm = {
  virtualServers: 2_277,
  realServers: 37_205,
  check: "TCP_CHECK {\n            connect_timeout 3\n        }",
  delayLoopSeconds: 600,
  weightOf: () => usualWeight,
};
const smallFarm: Farm = { ...largeFarm, virtualServers: 200, realServers: 3_200 };

/**
 * One round. A kernel that had a table of this size and lost it takes ten times as long for the next one,
 * whoever makes it: each round is to have a kernel of its own.
 */
export async function programming(
  product: Product,
  { quick }: MeasureOptions,
): Promise<Programming> {
  const farm = quick ? smallFarm : largeFarm;
  return await withDirector(product, farmText(farm), (director) => take(director, farm));
}

async function take(director: Director, farm: Farm): Promise<Programming> {
  const lastVirtual = farm.virtualServers - 1;
  const lastReal = farm.realServers - 1;
  const wait = (since: number, awaited: Omit<Awaited, "virtualServer">): Promise<number> =>
    millisUntil(since, { ...awaited, virtualServer: lastVirtual });
  const lastWeight = (weights: Weights) =>
    weights.get(`${realAddress(lastReal)}:${realServerPort}`) ?? null;

  const startMillis = await wait(director.startedMillis, {
    what: "the whole table",
    isRight: (weights) => lastWeight(weights) !== null,
    isComplete: (weights) => weights.size === farm.realServers,
  });
  const megabytes = director.memory().aloneBytes / bytesPerMegabyte;

  const one = farmText(withChanged(farm, (real) => real === lastReal));
  const sentOne = director.reload(one);
  const oneWeightMillis = await wait(sentOne, {
    what: "one weight changed",
    isRight: (weights) => lastWeight(weights) === changedWeight,
  });
  const sentBack = director.reload(farmText(farm));
  await wait(sentBack, {
    what: "the weight changed back",
    isRight: (weights) => lastWeight(weights) === usualWeight,
  });

  const isHundredth = (real: number): boolean => (lastReal - real) % 100 === 0;
  const hundredth = Math.floor(lastReal / 100) + 1;
  const sentPercent = director.reload(farmText(withChanged(farm, isHundredth)));
  const onePercentMillis = await wait(sentPercent, {
    what: "1 % of the weights changed",
    isRight: (weights) => lastWeight(weights) === changedWeight,
    isComplete: (weights) =>
      [...weights.values()].filter((weight) => weight === changedWeight).length === hundredth,
  });
  return { startMillis, oneWeightMillis, onePercentMillis, megabytes };
}

const withChanged = (farm: Farm, isChanged: (real: number) => boolean): Farm => ({
  ...farm,
  weightOf: (real) => (isChanged(real) ? changedWeight : usualWeight),
});
