/** From nothing to a table of 2,277 virtual and 37,205 real servers, and reloads of it. */
import type { Product } from "../../test/lab/router.ts";
import { pause } from "../../test/lab/wait.ts";
import { type Director, withDirector } from "./director.ts";
import { type Farm, farmText, realAddress, realServerPort, usualWeight } from "./farm.ts";
import { type Awaited, millisUntil } from "./kernel-table.ts";

export interface Programming {
  readonly startMillis: number;
  /** From here on null where it took longer than anybody would wait. */
  readonly oneWeightMillis: number | null;
  readonly onePercentMillis: number | null;
  readonly megabytes: number;
}

type Weights = ReadonlyMap<string, number>;

const changedWeight = 7;
/** What follows from a start or a reload is over by then: checks that begin, lines of the log. */
const settleMillis = 2_000;
export const longestReloadSeconds = 30;
const bytesPerMegabyte = 1_000_000;

/** Long intervals: what is measured is the table, not the checks. */
export const largeFarm: Farm = {
  virtualServers: 2_277,
  realServers: 37_205,
  check: "TCP_CHECK {\n            connect_timeout 3\n        }",
  delayLoopSeconds: 600,
  weightOf: () => usualWeight,
};
export const smallFarm: Farm = { ...largeFarm, virtualServers: 200, realServers: 3_200 };

/**
 * One round. A kernel that had a table of this size and lost it takes ten times as long for the next one,
 * whoever makes it: each round is to have a kernel of its own.
 */
export async function programming(product: Product, farm: Farm): Promise<Programming> {
  return await withDirector(product, farmText(farm), (director) => take(director, farm));
}

async function take(director: Director, farm: Farm): Promise<Programming> {
  const lastReal = farm.realServers - 1;
  const lastWeight = (weights: Weights) => weights.get(nameOf(lastReal)) ?? null;
  const virtualServer = farm.virtualServers - 1;
  const startMillis = await millisUntil(director.startedMillis, {
    what: "the whole table",
    virtualServer,
    isRight: (weights) => lastWeight(weights) !== null,
    isComplete: (weights) => weights.size === farm.realServers,
  });
  const megabytes = director.memory().aloneBytes / bytesPerMegabyte;

  const becomes = (what: string, weight: number): Awaited => ({
    what,
    virtualServer,
    isRight: (weights) => lastWeight(weights) === weight,
  });
  const reload = async (text: string, awaited: Awaited): Promise<number | null> => {
    await pause(settleMillis);
    const sent = director.reload(text);
    // There is no use in waiting longer: who is slow goes on being slow.
    return await millisUntil(sent, awaited, longestReloadSeconds * 1_000).catch(() => null);
  };
  const one = farmText(withChanged(farm, (real) => real === lastReal));
  const oneWeightMillis = await reload(one, becomes("one weight changed", changedWeight));
  const neverEnds = { startMillis, oneWeightMillis, onePercentMillis: null, megabytes };
  if (oneWeightMillis === null) return neverEnds;
  await reload(farmText(farm), becomes("the weight changed back", usualWeight));

  const isHundredth = (real: number): boolean => (lastReal - real) % 100 === 0;
  const hundredth = Math.floor(lastReal / 100) + 1;
  const onePercentMillis = await reload(farmText(withChanged(farm, isHundredth)), {
    ...becomes("1 % of the weights changed", changedWeight),
    isComplete: (weights) =>
      [...weights.values()].filter((weight) => weight === changedWeight).length === hundredth,
  });
  return { startMillis, oneWeightMillis, onePercentMillis, megabytes };
}

const nameOf = (real: number): string => `${realAddress(real)}:${realServerPort}`;

const withChanged = (farm: Farm, isChanged: (real: number) => boolean): Farm => ({
  ...farm,
  weightOf: (real) => (isChanged(real) ? changedWeight : usualWeight),
});
