/**
 * CPU of the vrrp process with 200 instances, as master and as backup, as a share of one core.
 *
 * The other router is keepalived, so that both products get the same traffic; and once more with
 * Holdfast on both sides, because a master that sends many adverts at once wakes its backups less.
 */
import type { Node, Product } from "../../test/lab/router.ts";
import { pause } from "../../test/lab/wait.ts";
import { cpuMillis, instanceCount, withMany } from "../many.ts";
import type { Figure, Measure, MeasureOptions } from "../measure.ts";
import { median } from "../statistics.ts";

const intervalsMillis = [1_000, 100, 10] as const;
/** keepalived 2.4.3 at 10 ms. */
const aims = { master: 16.5, backup: 7.2 } as const;

export const cpu: Measure = {
  name: "cpu",
  about: `the vrrp process with ${instanceCount} instances (share of one core)`,
  run: async (options) => {
    for (const interval of intervalsMillis) options.add(...(await figuresAt(interval, options)));
  },
};

async function figuresAt(interval: number, options: MeasureOptions): Promise<Figure[]> {
  const spanMillis = options.quick ? 3_000 : 12_000;
  const load = async (master: Product, backup: Product) => {
    options.progress(`${master} as master, ${backup} as backup, ${interval} ms`);
    return await withMany([master, backup], interval, (first, second) =>
      loads([first, second], spanMillis),
    );
  };
  const [holdfastMaster] = await load("holdfast", "keepalived");
  const [, holdfastBackup] = await load("keepalived", "holdfast");
  const [keepalivedMaster, keepalivedBackup] = await load("keepalived", "keepalived");
  const [, besideHoldfast] = await load("holdfast", "holdfast");
  const name = interval >= 1_000 ? `${interval / 1_000} s` : `${interval} ms`;
  const isShortest = interval === 10;
  const figure = (role: "master" | "backup", holdfast?: number, keepalived?: number): Figure => ({
    name: `${role}, ${name}`,
    unit: "%",
    holdfast: holdfast ?? null,
    keepalived: keepalived ?? null,
    aim: isShortest ? aims[role] : null,
  });
  return [
    figure("master", holdfastMaster, keepalivedMaster),
    figure("backup", holdfastBackup, keepalivedBackup),
    {
      ...figure("backup", besideHoldfast, keepalivedBackup),
      name: `backup of its own kind, ${name}`,
    },
  ];
}

/** The second burst of gratuitous ARPs comes 5 s after the election; it is not to be measured. */
const settleMillis = 7_000;
/** Whatever else the machine does falls into one of them: the median of the windows is taken. */
const windows = 3;

/** The load of each node's vrrp process, in percent of a core. */
async function loads(nodes: readonly Node[], spanMillis: number): Promise<number[]> {
  await pause(settleMillis);
  const pids = nodes.map((node) => node.vrrpPid() ?? 0);
  const samples: number[][] = pids.map(() => []);
  for (let window = 0; window < windows; window++) {
    const before = pids.map(cpuMillis);
    const start = performance.now();
    await pause(spanMillis / windows);
    const span = performance.now() - start;
    for (const [index, pid] of pids.entries()) {
      samples[index]?.push(((cpuMillis(pid) - (before[index] ?? 0)) / span) * 100);
    }
  }
  return samples.map((sample) => median(sample) ?? 0);
}
