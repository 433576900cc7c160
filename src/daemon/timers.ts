/** Time for the processes that are not real-time; tests give their own. */
import type { Micros } from "../wire/units.ts";

export interface Timers {
  /** CLOCK_MONOTONIC, the same in every process of the machine. */
  now(): Micros;
  /** Calls `run` once, a millisecond early or late; the result takes it back. */
  after(delayMicros: Micros, run: () => void): () => void;
}

export const systemTimers: Timers = {
  now: () => Number(process.hrtime.bigint() / 1000n) as Micros,
  after(delayMicros, run) {
    const timer = setTimeout(run, delayMicros / 1000);
    return () => clearTimeout(timer);
  },
};
