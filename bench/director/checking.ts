/** CPU of many health checks, and the memory that the daemon takes with them. */
import type { Product } from "../../test/lab/router.ts";
import { pause } from "../../test/lab/wait.ts";
import type { MeasureOptions } from "../measure.ts";
import { withDirector } from "./director.ts";
import { type Farm, farmText, usualWeight } from "./farm.ts";
import { millisUntil } from "./kernel-table.ts";

export interface Checking {
  /** Of the whole daemon, in percent of a core. */
  readonly cpuPercent: number;
  readonly megabytes: number;
}

const bytesPerMegabyte = 1_000_000;
const delayLoopSeconds = 5;
/** Every check has been through its random wait by then. */
const settleMillis = (delayLoopSeconds + 3) * 1_000;

const farmOf = (realServers: number, check: string): Farm => ({
  virtualServers: Math.ceil(realServers / 50),
  realServers,
  check,
  delayLoopSeconds,
  weightOf: () => usualWeight,
});

export const tcpFarm = (quick: boolean): Farm =>
  farmOf(quick ? 1_000 : 10_000, "TCP_CHECK {\n            connect_timeout 3\n        }");

export const httpFarm = (quick: boolean): Farm =>
  farmOf(
    quick ? 200 : 2_000,
    "HTTP_GET {\n            url {\n                path /\n                status_code 200\n            }\n" +
      "            connect_timeout 3\n        }",
  );

export async function checking(
  product: Product,
  farm: Farm,
  { quick, progress }: MeasureOptions,
): Promise<Checking> {
  progress(`${product}, ${farm.realServers} checks every ${farm.delayLoopSeconds} s`);
  return await withDirector(product, farmText(farm), async (director) => {
    const complete = (weights: ReadonlyMap<string, number>) => weights.size === farm.realServers;
    await millisUntil(director.startedMillis, {
      what: "all real servers in the table",
      virtualServer: farm.virtualServers - 1,
      isRight: (weights) => weights.size > 0,
      isComplete: complete,
    });
    await pause(settleMillis);
    const spanMillis = quick ? 5_000 : 20_000;
    const before = director.cpuMillis();
    const started = performance.now();
    await pause(spanMillis);
    const cpuPercent = ((director.cpuMillis() - before) / (performance.now() - started)) * 100;
    const megabytes = director.memory().aloneBytes / bytesPerMegabyte;
    // Checks that fail would take servers out, and would cost less.
    await millisUntil(performance.now(), {
      what: "all real servers still in the table",
      virtualServer: farm.virtualServers - 1,
      isRight: (weights) => weights.size > 0,
      isComplete: complete,
    });
    return { cpuPercent, megabytes };
  });
}
