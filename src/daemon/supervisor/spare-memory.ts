/** The supervisor lives long and does little: what reading a configuration took is given back. */
import type { Timers } from "../../ports/timers.ts";
import { seconds } from "../../wire/units.ts";

/** Until a start or a reload is over for all, and at most so often in a storm of reloads. */
const restMicros = seconds(2);

export class SpareMemory {
  readonly #timers: Timers;
  #due = false;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /**
   * Collects soon all that is no longer used: some 15 ms, for 10 MB and more. Without `--expose-gc`
   * the collector decides by itself.
   */
  giveBack(): void {
    if (this.#due) return;
    this.#due = true;
    this.#timers.after(restMicros, () => {
      this.#due = false;
      globalThis.gc?.();
    });
  }
}
