/** How the supervisor starts the programs of its children. */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { join } from "node:path";
import type { DaemonOptions } from "../options.ts";
import { supervisorVariable } from "../supervisor-variable.ts";

export type ChildRole = "vrrp" | "lvs" | "runner";

export interface ChildProgram {
  readonly command: string;
  readonly arguments: readonly string[];
}

/**
 * Short pauses for the collector, and a small heap. With tens of thousands of real servers the
 * heap of lvs is large: what is old in it is collected by threads of their own, beside the checks.
 */
const nodeFlags: Record<ChildRole, readonly string[]> = {
  vrrp: ["--single-threaded-gc", "--max-semi-space-size=1"],
  lvs: ["--no-parallel-scavenge", "--max-semi-space-size=4"],
  runner: ["--single-threaded-gc", "--max-semi-space-size=1", "--max-old-space-size=128"],
};

/** From the bundle this file is in, else from the sources; `program` is in its name. */
export function childProgram(role: ChildRole, program: DaemonOptions["program"]): ChildProgram {
  const fromSource = import.meta.filename.endsWith(".ts");
  const file = fromSource
    ? join(import.meta.dirname, "..", role, "main.ts")
    : join(import.meta.dirname, `${role}.js`);
  return {
    command: process.execPath,
    arguments: [...nodeFlags[role], "--disable-warning=ExperimentalWarning", file, program],
  };
}

/** Kept from a child: whom it would report to, and settings of the daemon's own runtime. */
const privateVariables = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "NODE_OPTIONS"];

/**
 * Descriptor 2 and 3 are pipes to us; from 4 on are `shared`, ends of the pairs that other children
 * have the other end of.
 */
export function spawnChild(program: ChildProgram, shared: readonly number[]): ChildProcess {
  const env: NodeJS.ProcessEnv = { ...process.env, [supervisorVariable]: String(process.pid) };
  for (const name of privateVariables) delete env[name];
  const options: SpawnOptions = {
    cwd: "/",
    env,
    stdio: ["ignore", "ignore", "pipe", "pipe", ...shared],
  };
  return spawn(program.command, [...program.arguments], options);
}
