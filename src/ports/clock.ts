import type { Micros } from "../wire/units.ts";

export interface Clock {
  /** CLOCK_MONOTONIC. */
  now(): Micros;
}

/** One timer for everything: the earliest deadline of all machines. */
export interface Alarm {
  /** Replaces what was armed; null disarms. A moment that has passed fires at once. */
  arm(at: Micros | null): void;
}
