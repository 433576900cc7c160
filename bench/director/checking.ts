/**
 * CPU of many health checks, and the memory that the daemon takes with them.
 *
 * A system call in the kernel that has IPVS costs so much that two thousand checks a second would fill
 * it, whoever makes them. So this is measured on the machine's own kernel, with or without IPVS:
 * Holdfast's data plane is nftables, and keepalived is told that its table is as it asked for.
 */
import type { Product } from "../../test/lab/router.ts";
import { pause } from "../../test/lab/wait.ts";
import type { MeasureOptions } from "../measure.ts";
import { type Director, withDirector } from "./director.ts";
import { type Farm, farmText, usualWeight } from "./farm.ts";
import { compiledStandIn } from "./stand-in.ts";
import type { WebServer } from "./web-server.ts";

export interface Checking {
  /** Of the whole daemon, in percent of a core. */
  readonly cpuPercent: number;
  readonly megabytes: number;
}

const bytesPerMegabyte = 1_000_000;
const delayLoopSeconds = 5;
/** Every check has been through its random wait by then, and the collector has seen the start. */
const settleMillis = (2 * delayLoopSeconds + 3) * 1_000;
/** Of the checks that were due: fewer are no measurement. */
const leastShare = 0.9;

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
  web: WebServer,
  { quick, progress }: MeasureOptions,
): Promise<Checking> {
  progress(`${product}, ${farm.realServers} checks every ${farm.delayLoopSeconds} s`);
  const isHoldfast = product === "holdfast";
  const text = farmText(isHoldfast ? { ...farm, settings: ["lvs_dataplane nftables"] } : farm);
  const environment = isHoldfast ? {} : { LD_PRELOAD: compiledStandIn() };
  const spanMillis = quick ? 5_000 : 20_000;
  const use = async (director: Director): Promise<Checking> => {
    await pause(settleMillis);
    const [cpuBefore, checksBefore] = [director.cpuMillis(), await web.connections()];
    const started = performance.now();
    await pause(spanMillis);
    const millis = performance.now() - started;
    const cpuPercent = ((director.cpuMillis() - cpuBefore) / millis) * 100;
    const checks = (await web.connections()) - checksBefore;
    mustHaveChecked(director, checks, (farm.realServers / farm.delayLoopSeconds / 1_000) * millis);
    return { cpuPercent, megabytes: director.memory().aloneBytes / bytesPerMegabyte };
  };
  return await withDirector(product, text, use, environment);
}

/** Checks that fail, or are not made, cost less. */
function mustHaveChecked({ process }: Director, checks: number, due: number): void {
  const failed = process.lines.filter(({ text }) => text.includes("Removing service"));
  if (failed.length > 0) throw new Error(`${failed.length} servers failed: ${failed[0]?.text}`);
  if (checks >= due * leastShare) return;
  const last = process.lines.slice(-3).map(({ text }) => text);
  throw new Error(`${checks} checks were made of ${Math.round(due)}: ${last.join("; ")}`);
}
