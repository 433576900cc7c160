/** Two nodes and a client, for measures of the service. */
import type { Instance } from "../test/lab/configuration.ts";
import { configurationText } from "../test/lab/configuration.ts";
import { holdersOf, waitForHolders } from "../test/lab/holder.ts";
import { type Lab, type Router, withLab } from "../test/lab/lab.ts";
import { type Pinger, startPinger } from "../test/lab/pinger.ts";
import { type Node, type Product, startNode } from "../test/lab/router.ts";

export interface Timing {
  readonly name: string;
  readonly version: 2 | 3;
  readonly intervalMillis: number;
}

export const timings: readonly Timing[] = [
  { name: "v2 1 s", version: 2, intervalMillis: 1_000 },
  { name: "v3 100 ms", version: 3, intervalMillis: 100 },
  { name: "v3 10 ms", version: 3, intervalMillis: 10 },
];

export const address = "10.77.0.100";
const patienceMillis = 8_000;

export interface Pair {
  readonly lab: Lab;
  readonly first: Router;
  readonly second: Router;
  readonly pinger: Pinger;
  /** Starts the node with priority 100 on the first router, or with 90 on the second. */
  start(router: Router): Node;
  /** Waits until the router alone has the address and answers. */
  settle(router: Router): Promise<void>;
  /** The longest time without an answer since `fromMillis`. */
  gapSince(fromMillis: number): number;
  holders(): string[];
}

/** A pair of nodes of one product, with pings every millisecond. */
export function withPair<Value>(
  product: Product,
  timing: Timing,
  use: (pair: Pair) => Promise<Value>,
): Promise<Value> {
  return withLab(["a", "b"], async (lab) => {
    const [first, second] = [lab.router("a"), lab.router("b")];
    const pinger = startPinger(lab, address, 1);
    const instance: Omit<Instance, "priority"> = {
      name: "VI_1",
      version: timing.version,
      virtualRouterId: 51,
      advertIntervalSeconds: timing.intervalMillis / 1_000,
      addresses: [`${address}/24`],
      ...(timing.version === 2 ? { password: "holdfast" } : {}),
    };
    return await use({
      lab,
      first,
      second,
      pinger,
      start: (router) => {
        const priority = router === first ? 100 : 90;
        const text = configurationText(router.name, [{ ...instance, priority }]);
        return startNode(lab, router, product, text);
      },
      settle: async (router) => {
        const since = Date.now();
        await waitForHolders(lab, address, [router.name], patienceMillis);
        await pinger.waitForAnswerFrom(router, since, patienceMillis);
      },
      gapSince: (fromMillis) => pinger.largestGap(fromMillis, Date.now()).millis,
      holders: () => holdersOf(lab, address),
    });
  });
}
