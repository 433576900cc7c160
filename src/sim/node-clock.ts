/**
 * The monotonic clock of one machine: it started at another moment than its neighbours', may run at
 * another rate, stand still and leap forward, but never goes back (clock_gettime(2)).
 */
import type { Alarm, Clock } from "../ports/clock.ts";
import type { Micros } from "../wire/units.ts";
import type { Appointment, VirtualClock } from "./virtual-clock.ts";

export class NodeClock implements Clock {
  readonly #world: VirtualClock;
  #local: number;
  #since: Micros;
  #rate = 1;
  readonly #listeners = new Set<() => void>();

  /** `uptimeMicros`: what it shows now. */
  constructor(world: VirtualClock, uptimeMicros: Micros) {
    this.#world = world;
    this.#local = uptimeMicros;
    this.#since = world.now();
  }

  now(): Micros {
    return Math.floor(this.#local + (this.#world.now() - this.#since) * this.#rate) as Micros;
  }

  /** 1 is right, 0 stands still. */
  setRate(rate: number): void {
    this.#settle();
    this.#rate = rate;
    this.#tell();
  }

  leap(forwardMicros: Micros): void {
    this.#settle();
    this.#local += forwardMicros;
    this.#tell();
  }

  /**
   * When the world's clock shows what this one will show at `local`; null while it stands still.
   */
  worldMoment(local: Micros): Micros | null {
    if (this.#rate === 0) return local <= this.now() ? this.#world.now() : null;
    const remaining = Math.max(0, local - this.now());
    return (this.#world.now() + Math.ceil(remaining / this.#rate)) as Micros;
  }

  /** `listener` is called when the clock's rate or reading was tampered with. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #settle(): void {
    this.#local += (this.#world.now() - this.#since) * this.#rate;
    this.#since = this.#world.now();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/**
 * The node's one timer. It fires `lateness()` after its moment, or before it where that is
 * negative.
 */
export class VirtualAlarm implements Alarm {
  readonly #world: VirtualClock;
  readonly #clock: NodeClock;
  readonly #lateness: () => number;
  readonly #fire: () => void;
  readonly #forget: () => void;
  #armedFor: Micros | null = null;
  #appointment: Appointment | null = null;

  constructor(world: VirtualClock, clock: NodeClock, lateness: () => number, fire: () => void) {
    this.#world = world;
    this.#clock = clock;
    this.#lateness = lateness;
    this.#fire = fire;
    this.#forget = clock.subscribe(() => this.arm(this.#armedFor));
  }

  arm(at: Micros | null): void {
    if (this.#appointment !== null) this.#world.cancel(this.#appointment);
    this.#armedFor = at;
    this.#appointment = null;
    const moment = at === null ? null : this.#clock.worldMoment(at);
    if (moment === null) return;
    this.#appointment = this.#world.at((moment + this.#lateness()) as Micros, () => {
      this.#appointment = null;
      this.#armedFor = null;
      this.#fire();
    });
  }

  /** Disarms it for good. */
  close(): void {
    this.arm(null);
    this.#forget();
  }
}
