/**
 * Which services are looked at next for changes that others made: a share of them at a time, so
 * that every one has its turn, and all of them at once when one was found changed.
 */
import type { Clock } from "../../ports/clock.ts";
import { type Micros, plus, seconds } from "../../wire/units.ts";

/** Somebody who changes something all the time does not have everything read all the time. */
const wholeAtMostEvery = seconds(10);
const fewest = 16;

export interface SweptKeys {
  readonly keys: readonly string[];
  readonly isWhole: boolean;
}

export class Sweep {
  readonly #clock: Clock;
  #share = 0;
  #suspectsAll = false;
  #nextWhole = 0 as Micros;
  #rest: Iterator<string> | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isDue(): boolean {
    return this.#share > 0 || this.#suspectsAll;
  }

  /** 1 is all of them. */
  ask(share: number): void {
    this.#share = share;
  }

  suspectAll(): void {
    const now = this.#clock.now();
    if (now < this.#nextWhole) return;
    this.#nextWhole = plus(now, wholeAtMostEvery);
    this.#suspectsAll = true;
  }

  take(services: ReadonlyMap<string, unknown>): SweptKeys {
    const count = Math.max(fewest, Math.ceil(services.size * this.#share));
    const isWhole = this.#suspectsAll;
    this.#share = 0;
    this.#suspectsAll = false;
    if (isWhole) return { keys: [...services.keys()], isWhole };
    return { keys: this.#next(services, count), isWhole };
  }

  /** From where the last ones ended; a new round begins with the next call. */
  #next(services: ReadonlyMap<string, unknown>, count: number): string[] {
    this.#rest ??= services.keys();
    const keys: string[] = [];
    while (keys.length < count) {
      const next = this.#rest.next();
      if (next.done === true) {
        this.#rest = null;
        break;
      }
      keys.push(next.value);
    }
    return keys;
  }
}
