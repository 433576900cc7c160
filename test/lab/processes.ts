/** Long-running processes of the laboratory: each is watched, killed and reaped by its id. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { onCleanup } from "./cleanup.ts";

export interface LogLine {
  /** Epoch milliseconds at which the line arrived here. */
  readonly atMillis: number;
  readonly text: string;
}

export interface WatchedProcess {
  readonly pid: number;
  /** What it printed on either stream, oldest first; the oldest go when there are too many. */
  readonly lines: readonly LogLine[];
  readonly exited: Promise<void>;
  isRunning(): boolean;
  onLine(listener: (line: LogLine) => void): void;
  /** Sends a signal to this process alone; nothing when it is gone. */
  signal(signal: NodeJS.Signals): void;
  /** Sends `signal` and waits for the end; after `limitMillis` the whole tree is killed. */
  stop(signal?: NodeJS.Signals, limitMillis?: number): Promise<void>;
  /** Ends it and all its descendants by SIGKILL, without giving any of them a chance to act. */
  killTree(): void;
}

const maximumLines = 200_000;

/** Starts a program; a program that cannot be started shows in `lines` and as not running. */
export function startProcess(
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): WatchedProcess {
  const [program = "", ...rest] = argv;
  const child = spawn(program, rest, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  const lines: LogLine[] = [];
  const listeners: ((line: LogLine) => void)[] = [];
  let running = child.pid !== undefined;
  const pid = child.pid ?? 0;
  const add = (text: string) => {
    const line = { atMillis: Date.now(), text };
    lines.push(line);
    if (lines.length > maximumLines) lines.splice(0, maximumLines / 2);
    for (const listener of listeners) listener(line);
  };
  child.stdout.on("data", lineSplitter(add));
  child.stderr.on("data", lineSplitter(add));
  const forget = onCleanup(() => {
    if (running) killProcessTree(pid);
  });
  const exited = new Promise<void>((resolve) => {
    const ended = () => {
      running = false;
      forget();
      resolve();
    };
    child.on("error", (error) => {
      add(error.message);
      ended();
    });
    child.on("exit", () => {
      running = false;
    });
    child.on("close", ended);
  });
  const killTree = () => {
    if (running) killProcessTree(pid);
  };
  const signal = (name: NodeJS.Signals) => {
    if (running) child.kill(name);
  };
  const stop = async (name: NodeJS.Signals = "SIGTERM", limitMillis = 8_000) => {
    signal(name);
    const limit = setTimeout(killTree, limitMillis);
    await exited.finally(() => clearTimeout(limit));
  };
  const onLine = (listener: (line: LogLine) => void) => listeners.push(listener);
  return { pid, lines, exited, isRunning: () => running, onLine, signal, stop, killTree };
}

/** Cuts a stream of chunks into lines; an unfinished line waits for its end. */
export function lineSplitter(add: (line: string) => void): (chunk: Buffer | string) => void {
  let rest = "";
  return (chunk) => {
    const parts = (rest + chunk.toString("utf8")).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) add(part);
  };
}

/**
 * Freezes a whole tree, then kills it: no child sees its parent die (PDEATHSIG) in time to act
 * on it, exactly as when the machine loses its power.
 */
export function killProcessTree(root: number): void {
  const pids = [root, ...descendantsOf(root)];
  for (const pid of pids) sendSignal(pid, "SIGSTOP");
  const all = new Set([...pids, ...descendantsOf(root)]);
  for (const pid of all) sendSignal(pid, "SIGKILL");
}

/** Sends a signal; false when there is no such process any more. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** All processes below `root`, from /proc, children before grandchildren. */
export function descendantsOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync("/proc")) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    const parent = parentOf(pid);
    if (parent === null) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [pid]);
    else siblings.push(pid);
  }
  const found: number[] = [];
  const pending = [root];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const below = children.get(next) ?? [];
    found.push(...below);
    pending.push(...below);
  }
  return found;
}

function parentOf(pid: number): number | null {
  try {
    return parentInStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return null;
  }
}

/** The fourth field of /proc/PID/stat; the name before it may hold blanks and brackets (proc(5)). */
export function parentInStat(stat: string): number | null {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const parent = Number(fields[1]);
  return Number.isInteger(parent) ? parent : null;
}
