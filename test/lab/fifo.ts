/** A named pipe that a daemon writes its events to, and what arrives there. */
import { join } from "node:path";
import { mustRun } from "./command.ts";
import type { Lab, Router } from "./lab.ts";

export interface Fifo {
  readonly path: string;
  /** All lines so far, oldest first. */
  lines(): string[];
}

/** Makes the pipe and reads it until the laboratory is removed. */
export function openFifo(lab: Lab, router: Router): Fifo {
  const path = join(lab.directory, `${router.name}.fifo`);
  mustRun(["mkfifo", "--mode=600", path]);
  // Opened for both directions, it never sees the end that each writer would leave.
  const reader = lab.start(router.namespace, ["sh", "-c", 'exec cat <>"$0"', path]);
  return { path, lines: () => reader.lines.map((line) => line.text) };
}
