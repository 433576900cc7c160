/** Time for the processes that are not real-time. */
import type { Micros } from "../wire/units.ts";

export interface Timers {
  /** CLOCK_MONOTONIC, the same in every process of the machine. */
  now(): Micros;
  /** Calls `run` once, a millisecond early or late; the result takes it back. */
  after(delayMicros: Micros, run: () => void): () => void;
}
