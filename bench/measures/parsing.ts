/** The config test of a large file: 36,000 real servers in 232,000 lines, all of it sound. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programOf } from "../../test/lab/router.ts";
import { type Figure, type Measure, ofBoth } from "../measure.ts";
import { median } from "../statistics.ts";

const virtualServers = 2_250;
const realServersEach = 16;
const limitMillis = 60_000;
const bytesPerKilobyte = 1_024;
const bytesPerMegabyte = 1_000_000;
/** Of keepalived's memory, above what the bare runtime takes. */
const memoryAim = 4;

interface Run {
  readonly millis: number;
  readonly megabytes: number;
}

export const parsing: Measure = {
  name: "parsing",
  about: "the config test (-t) of a file of 232,000 lines with 36,000 real servers",
  run: async (options) => {
    const directory = mkdtempSync(join(tmpdir(), "holdfast-parsing-"));
    try {
      const file = join(directory, "keepalived.conf");
      writeFileSync(file, largeConfiguration());
      const times = options.quick ? 2 : 7;
      const runs = await ofBoth(async (product) => {
        options.progress(product);
        return await medianOf(times, [programOf(product), "-t", "-f", file]);
      });
      options.progress("the runtime alone");
      const bare = await medianOf(times, [process.execPath, "--eval", ""]);
      options.add(...figuresOf(runs, bare));
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

function figuresOf({ holdfast, keepalived }: Record<string, Run>, bare: Run): Figure[] {
  if (holdfast === undefined || keepalived === undefined) return [];
  const time: Figure = {
    name: "time",
    unit: "ms",
    holdfast: holdfast.millis,
    keepalived: keepalived.millis,
    aim: keepalived.millis,
  };
  const memory: Figure = {
    name: "memory above the bare runtime's",
    unit: "MB",
    holdfast: holdfast.megabytes - bare.megabytes,
    keepalived: keepalived.megabytes,
    aim: keepalived.megabytes * memoryAim,
  };
  return [time, memory];
}

async function medianOf(times: number, argv: readonly string[]): Promise<Run> {
  const runs: Run[] = [];
  while (runs.length < times) runs.push(await take(argv));
  const middle = (values: readonly number[]): number => median(values) ?? Number.NaN;
  return {
    millis: middle(runs.map(({ millis }) => millis)),
    megabytes: middle(runs.map(({ megabytes }) => megabytes)),
  };
}

/** One run to its end: its time, and the most memory that was ever resident (VmHWM, proc(5)). */
async function take(argv: readonly string[]): Promise<Run> {
  const [program = "", ...rest] = argv;
  const startedMillis = performance.now();
  const child = spawn(program, rest, { stdio: "ignore", timeout: limitMillis });
  let kilobytes = 0;
  const watch = setInterval(() => {
    kilobytes = Math.max(kilobytes, peakKilobytesOf(child.pid));
  }, 2);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", resolve);
  }).finally(() => clearInterval(watch));
  const millis = performance.now() - startedMillis;
  if (status !== 0) throw new Error(`${program} ended with ${status} on a sound file`);
  return { millis, megabytes: (kilobytes * bytesPerKilobyte) / bytesPerMegabyte };
}

function peakKilobytesOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  } catch {
    return 0; // It has ended.
  }
}

function largeConfiguration(): string {
  const servers = Array.from({ length: virtualServers }, (_, index) => virtualServer(index));
  return `global_defs {\n    router_id bench\n}\n${servers.join("")}`;
}

function virtualServer(index: number): string {
  const network = `${Math.floor(index / 250)}.${index % 250}`;
  const real = Array.from({ length: realServersEach }, (_, number) =>
    realServer(`10.${network}.${number + 1}`),
  );
  return `virtual_server 172.${16 + Math.floor(index / 250)}.0.${(index % 250) + 1} 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
${real.join("")}
}
`;
}

const realServer = (address: string): string => `    real_server ${address} 8080 {
        weight 10
        TCP_CHECK {
            connect_timeout 3
        }
    }
`;
