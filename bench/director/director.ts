/** A director under measurement: the whole daemon of one product on one configuration. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { descendantsOf, startProcess, type WatchedProcess } from "../../test/lab/processes.ts";
import { type Product, programOf } from "../../test/lab/router.ts";
import { cpuMillis } from "../many.ts";
import { type Memory, memoryOf } from "../memory-map.ts";

export interface Director {
  readonly process: WatchedProcess;
  /** When it was started, of `performance.now()`. */
  readonly startedMillis: number;
  /** CPU time of all of its processes since they began. */
  cpuMillis(): number;
  memory(): Memory;
  /** When the signal was sent, of `performance.now()`. */
  reload(text: string): number;
}

const stopLimitMillis = 10_000;
const linesOfFailure = 10;

/** Starts it, and ends it afterwards. */
export async function withDirector<Value>(
  product: Product,
  text: string,
  use: (director: Director) => Promise<Value>,
  environment: Readonly<Record<string, string>> = {},
): Promise<Value> {
  const directory = mkdtempSync(join(tmpdir(), "holdfast-director-"));
  const file = join(directory, "keepalived.conf");
  writeFileSync(file, text);
  const pidFiles = ["-p", join(directory, "p.pid"), "-c", join(directory, "c.pid")];
  const argv = [programOf(product), "-n", "-l", "-G", "-C", "-f", file, ...pidFiles];
  const startedMillis = performance.now();
  const process = startProcess(argv, environment);
  const pids = () => [process.pid, ...descendantsOf(process.pid)];
  try {
    return await use({
      process,
      startedMillis,
      cpuMillis: () => pids().reduce((sum, pid) => sum + cpuMillis(pid), 0),
      memory: () => memoryOf(pids().map((pid) => readFileSync(`/proc/${pid}/smaps`, "utf8"))),
      reload: (changed) => {
        writeFileSync(file, changed);
        const sentMillis = performance.now();
        process.signal("SIGHUP");
        return sentMillis;
      },
    });
  } catch (error) {
    const said = process.lines.slice(-linesOfFailure).map(({ text: line }) => line);
    throw new Error(`${product}: ${String(error)}\nIts log ends with:\n${said.join("\n")}`);
  } finally {
    await process.stop("SIGTERM", stopLimitMillis);
    rmSync(directory, { recursive: true, force: true });
  }
}
