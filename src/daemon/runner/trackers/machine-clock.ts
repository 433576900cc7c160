/** One timer for all machines of the trackers. */
import { Deadlines, type Timed } from "../../../core/deadlines.ts";
import type { Alarm, Clock } from "../../../ports/clock.ts";
import type { Micros } from "../../../wire/units.ts";

export interface WokenMachine extends Timed {
  /** Its deadline has come. */
  due(now: Micros): void;
}

export class MachineClock {
  readonly #clock: Clock;
  readonly #deadlines = new Deadlines<WokenMachine>();
  #alarm: Alarm | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What is to ring when the earliest deadline comes: it calls `ring`. */
  use(alarm: Alarm): void {
    this.#alarm = alarm;
    this.#arm();
  }

  now(): Micros {
    return this.#clock.now();
  }

  /** To be called whenever its deadline may have come nearer. */
  update(machine: WokenMachine): void {
    this.#deadlines.update(machine);
    this.#arm();
  }

  remove(machine: WokenMachine): void {
    this.#deadlines.remove(machine);
  }

  ring(): void {
    for (const machine of this.#deadlines.due(this.#clock.now())) {
      // What the ones before it did has taken its time.
      machine.due(this.#clock.now());
      this.#deadlines.update(machine);
    }
    this.#arm();
  }

  #arm(): void {
    this.#alarm?.arm(this.#deadlines.next());
  }
}
