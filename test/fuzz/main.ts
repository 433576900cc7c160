/**
 * The configuration under mutations, for as long as one likes.
 *
 *     make fuzz MINUTES=60
 *     node test/fuzz/main.ts --minutes 60 --directory /etc/keepalived
 *
 * The work is done in a thread; where it gets stuck, this one prints the text and ends.
 */
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import fc from "fast-check";
import { mutated } from "./mutations.ts";
import { assertMentioned, assertReadable } from "./properties.ts";
import { ownFiles, textsIn } from "./texts.ts";

const millisPerMinute = 60_000;
const stuckMillis = 120_000;
const batch = 200;

interface Plan {
  readonly directory: string;
  readonly untilMillis: number;
}

interface Progress {
  readonly seed: number;
  readonly runs: number;
}

if (isMainThread) watch();
else work(workerData as Plan);

function watch(): void {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "60" },
      directory: { type: "string", default: ownFiles },
    },
  });
  const untilMillis = Date.now() + Number(values.minutes) * millisPerMinute;
  const plan: Plan = { directory: values.directory, untilMillis };
  const worker = new Worker(new URL(import.meta.url), { workerData: plan });
  let last: Progress = { seed: 0, runs: 0 };
  const stuck = () => {
    console.error(`stuck after ${last.runs} texts, in the batch behind seed ${last.seed}`);
    process.exit(1);
  };
  let limit = setTimeout(stuck, stuckMillis);
  let saidMillis = Date.now();
  worker.on("message", (progress: Progress) => {
    last = progress;
    clearTimeout(limit);
    limit = setTimeout(stuck, stuckMillis);
    if (Date.now() - saidMillis < millisPerMinute) return;
    saidMillis = Date.now();
    console.log(`${progress.runs} texts, none of them a failure`);
  });
  worker.on("error", (error) => {
    clearTimeout(limit);
    const file = join(tmpdir(), `holdfast-fuzz-${process.pid}.txt`);
    writeFileSync(file, `${error.stack}\n`);
    console.error(`${error.message}\n\nwritten to ${file}`);
    process.exitCode = 1;
  });
  worker.on("exit", () => {
    clearTimeout(limit);
    console.log(`${last.runs} texts in ${values.minutes} minutes`);
  });
}

function work({ directory, untilMillis }: Plan): void {
  const texts = textsIn(directory);
  const sound = textsIn(ownFiles).sound;
  let runs = 0;
  for (let seed = untilMillis % 1_000_000_000; Date.now() < untilMillis; seed++) {
    fc.assert(fc.property(mutated(texts.all), assertReadable), { seed, numRuns: batch });
    const line = fc.tuple(fc.constantFrom(...sound), fc.nat());
    fc.assert(
      fc.property(line, ([text, at]) => assertMentioned(text, at)),
      { seed, numRuns: batch / 10 },
    );
    runs += batch + batch / 10;
    parentPort?.postMessage({ seed, runs } satisfies Progress);
  }
}
