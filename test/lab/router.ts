/** A VRRP router of the laboratory: Holdfast or Debian's keepalived on the same file. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.ts";
import type { Lab, Router } from "./lab.ts";
import { cutLink } from "./link.ts";
import { descendantsOf, type LogLine, sendSignal, type WatchedProcess } from "./processes.ts";
import { waitFor } from "./wait.ts";

export type Product = "holdfast" | "keepalived";

export interface Node {
  readonly router: Router;
  readonly product: Product;
  readonly process: WatchedProcess;
  readonly configurationFile: string;
  /** Id of the process that sends adverts; null while there is none. */
  vrrpPid(): number | null;
  /** Id of the process of health checks and virtual servers; null while there is none. */
  lvsPid(): number | null;
  /** The supervisor and everything below it. */
  pids(): number[];
  /** Lines logged after `sinceMillis` that contain `text`. */
  logged(text: string, sinceMillis?: number): LogLine[];
  waitForLog(text: string, limitMillis: number, sinceMillis?: number): Promise<LogLine>;
  /** The planned stop: SIGTERM, then the end. */
  stop(): Promise<void>;
  /** SIGKILL to all of its processes; what it configured stays behind. */
  killAll(): Promise<void>;
  /** SIGKILL to the process that sends adverts alone; its supervisor lives. */
  killVrrpProcess(): void;
  /** SIGKILL to the process of virtual servers alone. */
  killLvsProcess(): void;
  /**
   * The machine loses its power: all processes die, nothing of it is on the LAN any more, and /run
   * with its pid files is gone.
   */
  crashMachine(addresses: readonly string[]): Promise<void>;
  /** SIGSTOP to all processes, and SIGCONT. */
  freeze(): void;
  thaw(): void;
  reload(text: string): void;
}

const root = join(import.meta.dirname, "../..");

/**
 * What runs as `product`. The variable HOLDFAST_STANDIN=keepalived runs keepalived in Holdfast's
 * place, which shows whether a failure is the laboratory's own.
 */
export function programOf(product: Product): string {
  const standIn = process.env.HOLDFAST_STANDIN === "keepalived";
  return product === "keepalived" || standIn ? "keepalived" : join(root, "bin/keepalived");
}

/** What `programOf(product)` is called. */
export function nameOf(product: Product): string {
  return programOf(product) === "keepalived" ? "keepalived" : "Holdfast";
}

/**
 * Writes the configuration and starts a router on it, in the foreground of its namespace. The next
 * node on the same router finds the pid files that one left which was killed by `killAll`.
 */
export function startNode(lab: Lab, router: Router, product: Product, text: string): Node {
  const stem = join(lab.directory, router.name);
  const file = `${stem}.conf`;
  const pidFile = `${stem}.pid`;
  const vrrpPidFile = `${stem}.vrrp.pid`;
  const lvsPidFile = `${stem}.checkers.pid`;
  writeFileSync(file, text);
  const argv = [programOf(product), "-n", "-l", "-D", "-f", file];
  argv.push("-p", pidFile, "-r", vrrpPidFile, "-c", lvsPidFile);
  const process = lab.start(router.namespace, argv);
  const pids = () => [process.pid, ...descendantsOf(process.pid)];
  const childPid = (file: string) => {
    const pid = readPid(file);
    return pid !== null && descendantsOf(process.pid).includes(pid) ? pid : null;
  };
  const killChild = (what: string, file: string) => {
    const pid = childPid(file);
    if (pid === null) throw new Error(`${product} on ${router.name} has no ${what} process`);
    sendSignal(pid, "SIGKILL");
  };
  const logged = (part: string, sinceMillis = 0) =>
    process.lines.filter((line) => line.atMillis >= sinceMillis && line.text.includes(part));
  const killAll = () => {
    process.killTree();
    return process.exited;
  };
  return {
    router,
    product,
    process,
    configurationFile: file,
    vrrpPid: () => childPid(vrrpPidFile),
    lvsPid: () => childPid(lvsPidFile),
    pids,
    logged,
    waitForLog: (part, limitMillis, sinceMillis = 0) =>
      waitFor(
        `${product} on ${router.name} to log "${part}"`,
        { limitMillis },
        () => logged(part, sinceMillis)[0],
        () => tail(process),
      ),
    stop: () => process.stop("SIGTERM", 8_000),
    killAll,
    killVrrpProcess: () => killChild("vrrp", vrrpPidFile),
    killLvsProcess: () => killChild("lvs", lvsPidFile),
    crashMachine: async (addresses) => {
      // A machine without power answers nothing: its kernel must not outlive the processes.
      for (const pid of pids()) sendSignal(pid, "SIGSTOP");
      cutLink(lab, router);
      process.killTree();
      for (const address of addresses) removeAddress(router, address);
      await process.exited;
      for (const path of [pidFile, vrrpPidFile, lvsPidFile]) rmSync(path, { force: true });
    },
    freeze: () => pids().forEach((pid) => void sendSignal(pid, "SIGSTOP")),
    thaw: () => pids().forEach((pid) => void sendSignal(pid, "SIGCONT")),
    reload: (newText) => {
      writeFileSync(file, newText);
      process.signal("SIGHUP");
    },
  };
}

function readPid(file: string): number | null {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/** Takes an address off the router, whatever its prefix length; nothing when it is not there. */
export function removeAddress(router: Router, address: string): void {
  const argv = ["ip", "-n", router.namespace, "-o", "address", "show", "to", address];
  for (const line of run(argv).stdout.split("\n")) {
    const match = /^\d+:\s+(\S+)\s+inet6?\s+(\S+)/.exec(line);
    if (match === null) continue;
    const [, link = "", prefix = ""] = match;
    run(["ip", "-n", router.namespace, "address", "del", prefix, "dev", link]);
  }
}

/** The last lines it logged, for an error message. */
function tail(process: WatchedProcess): string {
  const lines = process.lines.slice(-25).map((line) => `    ${line.text}`);
  const state = process.isRunning() ? "is running" : "has ended";
  return `it ${state}; its last lines:\n${lines.join("\n")}`;
}
