/** A LAN with two routers and many instances, for measures of load. */
import { readdirSync, readFileSync } from "node:fs";
import { configurationText, type Instance } from "../test/lab/configuration.ts";
import { type Lab, type Router, withLab } from "../test/lab/lab.ts";
import { type Node, type Product, startNode } from "../test/lab/router.ts";
import { waitFor } from "../test/lab/wait.ts";

export const instanceCount = 200;

const startLimitMillis = 20_000;

/**
 * Starts 200 instances on the first router, then on the second when the first has all addresses,
 * and hands over when the second is BACKUP with all of them.
 */
export function withMany<Value>(
  [master, backup]: readonly [Product, Product],
  intervalMillis: number,
  use: (master: Node, backup: Node, lab: Lab) => Promise<Value>,
): Promise<Value> {
  return withLab(["a", "b"], async (lab) => {
    const [first, second] = [lab.router("a"), lab.router("b")];
    const limitMillis = 8 * intervalMillis + startLimitMillis;
    const node = startNode(lab, first, master, manyInstances("a", 100, intervalMillis));
    await waitFor("all addresses", { limitMillis, everyMillis: 100 }, () => hasAll(first));
    const other = startNode(lab, second, backup, manyInstances("b", 90, intervalMillis));
    await waitFor("all backups", { limitMillis, everyMillis: 100 }, () => {
      const isUp = other.logged("Entering BACKUP STATE").length >= instanceCount;
      return isUp && hasAll(first) && hasNone(second);
    });
    return await use(node, other, lab);
  });
}

/** Whether the router has the address of every instance. */
export const hasAll = (router: Router): boolean =>
  addressNumbers().every((number) => router.addresses.has(addressOf(number)));

/** Whether the router has the address of no instance. */
export const hasNone = (router: Router): boolean =>
  !addressNumbers().some((number) => router.addresses.has(addressOf(number)));

const addressNumbers = (): number[] =>
  Array.from({ length: instanceCount }, (_, index) => index + 1);
/** The address of instance `number`. */
export const addressOf = (number: number): string => `10.78.0.${number}`;

/** 200 VRRPv3 instances on one interface, each with an address. */
export function manyInstances(router: string, priority: number, intervalMillis: number): string {
  const numbers = addressNumbers();
  return configurationText(
    router,
    numbers.map((number) => instanceOf(number, priority, intervalMillis)),
  );
}

/** VRRPv3 instance number 1 to 255, with its address. */
export function instanceOf(number: number, priority: number, intervalMillis: number): Instance {
  return {
    name: `VI_${number}`,
    version: 3,
    virtualRouterId: number,
    priority,
    advertIntervalSeconds: intervalMillis / 1_000,
    addresses: [`${addressOf(number)}/32`],
  };
}

/** CPU time a process has used, all threads, in milliseconds (proc(5), schedstat). */
export function cpuMillis(pid: number): number {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const text = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8");
    nanoseconds += Number(text.split(" ")[0]);
  }
  return nanoseconds / 1_000_000;
}
