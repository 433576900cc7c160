/**
 * Rests between two reads of a socket that is never quiet. Each wake-up of the event loop costs as much
 * as ten adverts, and a master with two hundred instances at 10 ms sends one every 50 µs: read
 * together, they take a third of the CPU. What a late read could spoil, the conclusion that a
 * master is silent, is guarded by `drain`.
 */
import type { Clock } from "../ports/clock.ts";
import type { Micros } from "../wire/units.ts";
import type { Watch } from "./poller.ts";

const restMillis = 1;
const windowMicros = 10_000;
/** Two thousand a second. */
const busyDatagrams = 20;

export class ReceiveRest {
  readonly #watch: Watch;
  readonly #clock: Clock;
  #windowStart = 0 as Micros;
  #datagrams = 0;
  #busy = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(watch: Watch, clock: Clock) {
    this.#watch = watch;
    this.#clock = clock;
  }

  /** So many datagrams were read in one wake-up. */
  received(count: number): void {
    this.#datagrams += count;
    const now = this.#clock.now();
    const spanMicros = now - this.#windowStart;
    if (spanMicros >= windowMicros) {
      this.#busy = this.#datagrams * windowMicros >= busyDatagrams * spanMicros;
      this.#windowStart = now;
      this.#datagrams = 0;
    }
    if (!this.#busy || this.#timer !== null) return;
    this.#watch.pause();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#watch.resume();
    }, restMillis);
  }

  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
