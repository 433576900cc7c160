/**
 * What happened in a run, for a person to read. Bounded: a run that goes wrong may go on for long.
 */
import type { Micros } from "../wire/units.ts";
import type { VirtualClock } from "./virtual-clock.ts";

const mostLines = 50_000;

/** `events`: faults, transitions and what was done; `packets`: every step as well. */
export type Detail = "nothing" | "events" | "packets";

export class Timeline {
  readonly #world: VirtualClock;
  readonly #lines: string[] = [];
  readonly #detail: Detail;

  constructor(world: VirtualClock, detail: Detail) {
    this.#world = world;
    this.#detail = detail;
  }

  /** `text` is only made when somebody wants to read it; `routine` is what goes on all the time. */
  note(who: string, text: () => string, routine = false): void {
    if (this.#detail === "nothing" || this.#lines.length >= mostLines) return;
    if (routine && this.#detail === "events") return;
    this.#lines.push(`${formatMoment(this.#world.now())}  ${who.padEnd(3)} ${text()}`);
  }

  lines(): readonly string[] {
    return this.#lines;
  }
}

/** Seconds with six digits: "  12.034000". */
const formatMoment = (moment: Micros): string => (moment / 1e6).toFixed(6).padStart(11);

/** "250 ms". */
export const formatSpan = (span: number): string => `${Math.round(span / 10) / 100} ms`;
