/**
 * 200 tracked scripts, each run once a second, behind 10 instances that send an advert every 100 ms.
 *
 * What the scripts do to the adverts is on the wire: how far the intervals between adverts of an
 * instance are from 100 ms; the same without scripts is what the machine does. The script is /bin/true, so that the CPU is the daemon's for starting and reaping.
 */
import { readFileSync } from "node:fs";
import { readAdverts, startCapture } from "../../test/lab/capture.ts";
import { block, configurationText } from "../../test/lab/configuration.ts";
import { withLab } from "../../test/lab/lab.ts";
import { type Node, type Product, startNode } from "../../test/lab/router.ts";
import { pause, waitFor } from "../../test/lab/wait.ts";
import { addressOf, cpuMillis, instanceOf } from "../many.ts";
import { type Figure, type Measure, type MeasureOptions, ofBoth } from "../measure.ts";
import { deviations, percentile } from "../statistics.ts";

const scriptCount = 200;
const instanceCount = 10;
const intervalMillis = 100;
const limitMillis = 30_000;
const latenessAimMillis = 1;
/** Of keepalived's CPU. */
const cpuAim = 2;
/** Ticks of /proc/PID/stat a second: what sysconf(_SC_CLK_TCK) says on every Linux. */
const millisPerTick = 10;

export const trackScripts: Measure = {
  name: "track-scripts",
  about: `${scriptCount} track_scripts at 1 s, ${instanceCount} instances at ${intervalMillis} ms`,
  run: async (options) => {
    const { holdfast, keepalived } = await ofBoth(async (product) => {
      options.progress(`${product} without scripts`);
      const { deviations: calmDeviations } = await measured(product, 0, options);
      options.progress(product);
      return { ...(await measured(product, scriptCount, options)), calmDeviations };
    });
    const lateness = (name: string, share: number, aim: number | null): Figure => ({
      name: `intervals off by, ${name}`,
      unit: "ms",
      holdfast: percentile(holdfast.deviations, share),
      keepalived: percentile(keepalived.deviations, share),
      aim,
    });
    const cpu = (name: string, key: "ownPercent" | "wholePercent", aim: number | null): Figure => ({
      name,
      unit: "%",
      holdfast: holdfast[key],
      keepalived: keepalived[key],
      aim: aim === null ? null : keepalived[key] * aim,
    });
    options.add(
      lateness("p50", 0.5, null),
      lateness("p99", 0.99, latenessAimMillis),
      lateness("max", 1, null),
      {
        ...lateness("p99 without scripts", 0.99, null),
        holdfast: percentile(holdfast.calmDeviations, 0.99),
        keepalived: percentile(keepalived.calmDeviations, 0.99),
      },
      cpu("CPU of the daemon's processes", "ownPercent", cpuAim),
      cpu("CPU with the scripts' own", "wholePercent", null),
    );
  },
};

interface Taken {
  readonly deviations: readonly number[];
  readonly ownPercent: number;
  readonly wholePercent: number;
}

async function measured(
  product: Product,
  scripts: number,
  options: MeasureOptions,
): Promise<Taken> {
  return await withLab(["a"], async (lab) => {
    const router = lab.router("a");
    const node = startNode(lab, router, product, textOf(scripts));
    await waitFor("all addresses", { limitMillis, everyMillis: 50 }, () =>
      numbersTo(instanceCount).every((number) => router.addresses.has(addressOf(number))),
    );
    // The second burst of gratuitous ARPs comes 5 s after the election.
    await pause(6_000);
    const filter = { namespace: router.namespace, link: "eth0", filter: "vrrp" };
    const capture = await startCapture(lab, filter);
    const [ownBefore, wholeBefore] = [ownMillis(node), wholeMillis(node)];
    const startMillis = performance.now();
    await pause(options.quick ? 4_000 : 20_000);
    const spanMillis = performance.now() - startMillis;
    const percent = (millis: number) => (millis / spanMillis) * 100;
    const ownPercent = percent(ownMillis(node) - ownBefore);
    const wholePercent = percent(wholeMillis(node) - wholeBefore);
    await capture.stop();
    return { deviations: await deviationsOf(capture.file), ownPercent, wholePercent };
  });
}

async function deviationsOf(file: string): Promise<number[]> {
  const adverts = await readAdverts(file);
  return numbersTo(instanceCount).flatMap((number) => {
    const own = adverts.filter((advert) => advert.virtualRouterId === number);
    const moments = own.map((advert) => advert.atMillis);
    return deviations(moments, intervalMillis);
  });
}

/** What the processes of the daemon have used themselves; scripts that run just now are not it. */
function ownMillis(node: Node): number {
  return daemonPids(node)
    .map(cpuMillis)
    .reduce((sum, millis) => sum + millis, 0);
}

/** With the children that they have waited for. */
function wholeMillis(node: Node): number {
  const ofChildren = daemonPids(node).map((pid) => {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // The 16th and 17th field, cutime and cstime (proc(5)); these begin with the third.
    return (Number(fields[13]) + Number(fields[14])) * millisPerTick;
  });
  return ofChildren.reduce((sum, millis) => sum + millis, ownMillis(node));
}

/** The supervisor and its children; what those start is scripts. */
function daemonPids(node: Node): number[] {
  const children = readFileSync(`/proc/${node.process.pid}/task/${node.process.pid}/children`);
  const pids = children.toString().trim().split(" ").map(Number);
  return [node.process.pid, ...pids].filter((pid) => pid > 0);
}

function textOf(scripts: number): string {
  const definitions = numbersTo(scripts).map((number) =>
    block(`vrrp_script chk_${number}`, ['script "/bin/true"', "interval 1"]),
  );
  const share = scripts / instanceCount;
  const instances = numbersTo(instanceCount).map((number) => {
    const followed = numbersTo(share).map((each) => `chk_${(number - 1) * share + each}`);
    const extra = scripts === 0 ? [] : block("track_script", followed);
    return { ...instanceOf(number, 100, intervalMillis), extra };
  });
  const globals = ["enable_script_security", "script_user root"];
  return configurationText("a", instances, { globals, before: definitions });
}

const numbersTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
