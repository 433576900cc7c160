/**
 * The time of the simulated world, and what happens in it: a queue of actions, ordered by moment
 * and then by when they were asked for. Time moves only from one action to the next.
 */
import type { Clock } from "../ports/clock.ts";
import type { Micros } from "../wire/units.ts";

/** An action that waits for its moment. */
export interface Appointment {
  readonly at: Micros;
  readonly order: number;
  /** Null once cancelled. */
  action: (() => void) | null;
}

/** More than any sound run needs: beyond it something breeds events. */
const mostAppointments = 50_000;

export class VirtualClock implements Clock {
  #now = 0 as Micros;
  #made = 0;
  readonly #heap: Appointment[] = [];

  now(): Micros {
    return this.#now;
  }

  /** Does `action` at `at`; a moment that has passed counts as now. */
  at(at: Micros, action: () => void): Appointment {
    if (this.#heap.length >= mostAppointments) throw new Error("the event queue overflows");
    const moment = Math.max(at, this.#now) as Micros;
    const appointment: Appointment = { at: moment, order: this.#made, action };
    this.#made += 1;
    this.#heap.push(appointment);
    this.#rise(this.#heap.length - 1);
    return appointment;
  }

  after(delayMicros: number, action: () => void): Appointment {
    return this.at((this.#now + delayMicros) as Micros, action);
  }

  cancel(appointment: Appointment): void {
    appointment.action = null;
  }

  /**
   * Lives through everything up to and including `end`.
   * @returns the number of actions done; at `mostActions` it stops, wherever it is.
   */
  runUntil(end: Micros, mostActions: number): number {
    let done = 0;
    while (done < mostActions) {
      const next = this.#heap[0];
      if (next === undefined || next.at > end) {
        this.#now = end;
        return done;
      }
      this.#removeFirst();
      if (next.action === null) continue;
      this.#now = next.at;
      done += 1;
      next.action();
    }
    return done;
  }

  #rise(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfLater(parent, index)) return;
      index = parent;
    }
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const child = this.#isLater(left, left + 1) ? left + 1 : left;
      if (!this.#swapIfLater(index, child)) return;
      index = child;
    }
  }

  #isLater(left: number, right: number): boolean {
    const one = this.#heap[left];
    const other = this.#heap[right];
    if (one === undefined || other === undefined) return false;
    return one.at > other.at || (one.at === other.at && one.order > other.order);
  }

  #swapIfLater(upper: number, lower: number): boolean {
    if (!this.#isLater(upper, lower)) return false;
    const [one, other] = [this.#heap[upper], this.#heap[lower]];
    if (one === undefined || other === undefined) return false;
    this.#heap[upper] = other;
    this.#heap[lower] = one;
    return true;
  }
}
