/**
 * Leaves the terminal: the daemon is a new process in a session of its own, and the command returns
 * when it is ready, or fails as it failed.
 */
import { spawn } from "node:child_process";
import { closeSync, writeSync } from "node:fs";
import type { Readable } from "node:stream";
import { seconds } from "../wire/units.ts";
import { systemTimers, type Timers } from "./timers.ts";

/** Set for the detached process, and taken away by it. */
const detachedVariable = "HOLDFAST_DETACHED";
const readinessDescriptor = 3;
/** A daemon that starts this slowly is left to itself. */
const readinessLimitMicros = seconds(30);

/** How this process was started. */
export interface Detachment {
  readonly detached: boolean;
  /** The command that detached it was started by systemd. */
  readonly serviceManagerIsParent: boolean;
}

/** To be asked once, before any child is started. */
export function takeDetachment(): Detachment {
  const value = process.env[detachedVariable];
  delete process.env[detachedVariable];
  return { detached: value !== undefined, serviceManagerIsParent: value === "notify" };
}

/** Starts this program again, detached; gives the exit code of the command. */
export function daemonise(
  serviceManagerIsParent: boolean,
  timers: Timers = systemTimers,
): Promise<number> {
  const daemon = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    detached: true,
    env: { ...process.env, [detachedVariable]: serviceManagerIsParent ? "notify" : "alone" },
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const readiness = daemon.stdio[readinessDescriptor] as Readable;
  return new Promise((resolve) => {
    const finish = (code: number): void => {
      cancel();
      daemon.unref();
      readiness.destroy();
      resolve(code);
    };
    const cancel = timers.after(readinessLimitMicros, () => finish(0));
    readiness.once("data", () => finish(0));
    daemon.once("error", () => finish(1));
    daemon.once("exit", (code) => finish(code ?? 1));
  });
}

/** Lets the command that started this daemon return. */
export function announceReadiness(): void {
  try {
    writeSync(readinessDescriptor, "ready\n");
    closeSync(readinessDescriptor);
  } catch {
    // It has not waited.
  }
}
