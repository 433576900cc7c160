/** Something that goes wrong, and when it is over. */
import type { Micros } from "../wire/units.ts";

export interface Fault {
  readonly begin: Micros;
  /** Equal to `begin` for what happens at once. */
  readonly end: Micros;
  /** "r3 crashes". */
  readonly text: string;
  start(): void;
  finish(): void;
}

export interface Period {
  readonly begin: Micros;
  readonly end: Micros;
}
