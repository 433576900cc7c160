/**
 * Thousands of reloads of one daemon: no descriptor and no memory is lost.
 * `node test/interop/reload-leak.ts 10000` takes some minutes.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { configurationText, type Instance } from "../lab/configuration.ts";
import { type Lab, withLab } from "../lab/lab.ts";
import { descendantsOf } from "../lab/processes.ts";
import { waitFor } from "../lab/wait.ts";
import { end, holdsAddress, soon } from "./daemon-under-test.ts";
import { startReloadable } from "./reloads.ts";

/** Reloads until heaps and caches stay as they are: a tenth as many as are judged, and at least. */
const leastWarmUp = 100;
/** Heaps grow and shrink by some megabytes. */
const slackKilobytes = 16 * 1024;

export interface Footprint {
  readonly descriptors: number;
  /** PSS of all processes together. */
  readonly kilobytes: number;
}

export interface LeakReport {
  readonly before: Footprint;
  readonly after: Footprint;
  readonly reloadsPerSecond: number;
}

export async function reloadOften(lab: Lab, reloads: number): Promise<LeakReport> {
  const { daemon, reload } = await startReloadable(lab, "leak", textOf(0));
  try {
    await waitFor("the address", soon, () => holdsAddress(lab, "10.77.0.50"));
    const repeat = async (count: number): Promise<void> => {
      for (let index = 0; index < count; index++) {
        const { kind } = await reload(textOf(index));
        assert.equal(kind, index % 4 === 3 ? "refused" : "applied");
      }
      assert.equal((await reload(textOf(0))).kind, "applied");
    };
    await repeat(Math.max(leastWarmUp, Math.round(reloads / 10)));
    const before = footprintOf(daemon.pid());
    const beganMillis = Date.now();
    await repeat(reloads);
    const seconds = (Date.now() - beganMillis) / 1_000;
    await waitFor("the descriptors to be closed", soon, () => {
      return footprintOf(daemon.pid()).descriptors <= before.descriptors;
    });
    const after = footprintOf(daemon.pid());
    return { before, after, reloadsPerSecond: reloads / seconds };
  } finally {
    await end(daemon.pid());
  }
}

export const isSound = ({ before, after }: LeakReport): boolean =>
  after.descriptors <= before.descriptors && after.kilobytes - before.kilobytes < slackKilobytes;

/** Each time something comes, goes or changes; the last of four is broken. */
function textOf(index: number): string {
  const first: Instance = {
    name: index % 2 === 0 ? "VI_1" : "WEB",
    version: 3,
    virtualRouterId: 51,
    priority: 100 + (index % 3),
    advertIntervalSeconds: 0.1,
    addresses: ["10.77.0.50/24", `10.77.0.${60 + (index % 5)}/24`],
    extra: ["track_script {", "    chk", "}"],
  };
  const second: Instance = {
    ...first,
    name: "VI_2",
    virtualRouterId: 52,
    addresses: ["10.77.0.70/24"],
  };
  const script = [
    "vrrp_script chk {",
    `    script "/bin/true ${index % 2}"`,
    "    interval 60",
    "}",
  ];
  const globals = ["enable_script_security", "script_user root"];
  const instances = index % 4 === 2 ? [first, second] : [first];
  const text = configurationText("leak", instances, { globals, before: [script] });
  return index % 4 === 3 ? `${text}vrrp_instance {\n` : text;
}

function footprintOf(pid: number): Footprint {
  const pids = [pid, ...descendantsOf(pid)];
  const sum = (count: (pid: number) => number): number =>
    pids.reduce((total, each) => total + count(each), 0);
  return {
    descriptors: sum((each) => readdirSync(`/proc/${each}/fd`).length),
    kilobytes: sum(pssOf),
  };
}

const pssOf = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);

if (import.meta.main) {
  const count = Number(process.argv[2] ?? 10_000);
  const report = await withLab(["a"], (lab) => reloadOften(lab, count));
  console.log(report);
  if (!isSound(report)) process.exitCode = 1;
}
