/** Stand-ins for time, processes and the log. */

import type { ChildProcess } from "node:child_process";
import { EventEmitter } from "node:events";
import type { LogLine } from "../../../src/daemon/log/logger.ts";
import { createLogger, type Logger } from "../../../src/daemon/log/logger.ts";
import type { Timers } from "../../../src/daemon/timers.ts";
import type { Micros } from "../../../src/wire/units.ts";

/** Time that moves only when told to. */
export class FakeTimers implements Timers {
  #now = 0;
  #armed: { at: number; run: () => void }[] = [];

  now(): Micros {
    return this.#now as Micros;
  }

  after(delayMicros: Micros, run: () => void): () => void {
    const entry = { at: this.#now + delayMicros, run };
    this.#armed.push(entry);
    return () => {
      this.#armed = this.#armed.filter((other) => other !== entry);
    };
  }

  advance(micros: number): void {
    const end = this.#now + micros;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#armed = this.#armed.filter((other) => other !== next);
      this.#now = next.at;
      next.run();
    }
    this.#now = end;
  }

  #next(end: number) {
    return this.#armed.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** A process that lives and dies as the test says; remembers the signals it got. */
export class FakeProcess extends EventEmitter {
  readonly signals: string[] = [];
  readonly pid: number;

  constructor(pid: number) {
    super();
    this.pid = pid;
  }

  kill(signal: string): boolean {
    this.signals.push(signal);
    return true;
  }

  exit(code: number | null, signal: string | null = null): void {
    this.emit("exit", code, signal);
  }

  asChild(): ChildProcess {
    return this as unknown as ChildProcess;
  }
}

/** A logger whose lines the test reads. */
export function recordingLogger(): { logger: Logger; lines: LogLine[]; texts: () => string[] } {
  const lines: LogLine[] = [];
  const logger = createLogger([{ write: (line) => lines.push(line) }], { detail: true });
  return { logger, lines, texts: () => lines.map(({ text }) => text) };
}

/** Where the runner says what went wrong, for the test to read. */
export function recordingReport() {
  const { logger, texts } = recordingLogger();
  const journalled: string[] = [];
  const journal = (subject: string, because: string): void => {
    journalled.push(`${subject}: ${because}`);
  };
  return { report: { logger, journal }, texts, journalled };
}

/** Waits until `holds`, and fails with `what` after the limit. */
export async function until(what: string, holds: () => boolean, limitMillis = 10_000) {
  const end = Date.now() + limitMillis;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`not within ${limitMillis} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
