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

const readyLine = "\0ready\n";
const longestReasonsCharacters = 64 * 1024;

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
    let reasons = "";
    readiness.on("data", (chunk: Buffer) => {
      reasons = (reasons + chunk.toString("utf8")).slice(0, longestReasonsCharacters);
      if (reasons.endsWith(readyLine)) finish(0);
    });
    // What it said before it ended is why.
    readiness.once("end", () => process.stderr.write(reasons));
    daemon.once("error", () => finish(1));
    daemon.once("close", (code) => finish(code ?? 1));
  });
}

/** Lets the command that started this daemon return. */
export function announceReadiness(): void {
  try {
    writeSync(readinessDescriptor, readyLine);
    closeSync(readinessDescriptor);
  } catch {
    // It has not waited.
  }
}

/** Tells the command that started this daemon why it will not run; the exit code follows. */
export function announceFailure(reasons: string): void {
  try {
    writeSync(readinessDescriptor, `${reasons}\n`);
  } catch {
    // It has not waited.
  }
}
