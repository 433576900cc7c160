/** `vrrp_startup_delay`: instances that are not to begin yet. */
import type { Timed } from "../../core/deadlines.ts";
import type { Micros } from "../../wire/units.ts";
import type { RunningInstance } from "./running-instance.ts";

export class StartupDelay implements Timed {
  #until: Micros | null = null;
  #waiting: ReadonlySet<RunningInstance> = new Set();

  /** When it is over; null once it is. */
  get deadline(): Micros | null {
    return this.#until;
  }

  get waiting(): ReadonlySet<RunningInstance> {
    return this.#waiting;
  }

  /** These wait until then, and no others. */
  hold(instances: Iterable<RunningInstance>, until: Micros | null): void {
    this.#waiting = new Set(instances);
    this.#until = until;
  }

  /** It is over: those that have waited. */
  end(): readonly RunningInstance[] {
    const waited = [...this.#waiting];
    this.hold([], null);
    return waited;
  }
}
