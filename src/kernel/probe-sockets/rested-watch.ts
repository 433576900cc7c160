/**
 * Looks at a busy descriptor at intervals instead of being woken for each event: a wake-up costs as
 * much as everything else that a TCP probe does, and no health check minds five milliseconds.
 */
import type { Poller, Watch } from "../poller.ts";

const restMillis = 5;
const windowMillis = 100;
/** So many wake-ups in a window are busy: as many as looks at intervals would be. */
const busyWakeUps = windowMillis / restMillis;
/** So many looks in vain are the end of it. */
const quietLooks = 20;

export class RestedWatch {
  /** Gives how much was found. */
  readonly #look: () => number;
  readonly #watch: Watch;
  #windowStart = 0;
  #wakeUps = 0;
  #looksInVain = 0;
  /** While the descriptor is looked at by intervals. */
  #timer: NodeJS.Timeout | null = null;

  constructor(poller: Poller, fd: number, look: () => number) {
    this.#look = look;
    this.#watch = poller.watch(fd, { readable: true, promises: true }, () => this.#woken());
  }

  close(): void {
    this.#watch.close();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #woken(): void {
    this.#countWakeUp();
    this.#look();
  }

  #countWakeUp(): void {
    const now = performance.now();
    if (now - this.#windowStart > windowMillis) {
      this.#windowStart = now;
      this.#wakeUps = 0;
    }
    this.#wakeUps++;
    if (this.#wakeUps < busyWakeUps || this.#timer !== null) return;
    this.#looksInVain = 0;
    this.#watch.pause();
    this.#rest();
  }

  #rest(): void {
    this.#timer = setTimeout(() => this.#lookAgain(), restMillis);
  }

  #lookAgain(): void {
    // Before the look, which may be the end of this watch.
    this.#rest();
    this.#looksInVain = this.#look() === 0 ? this.#looksInVain + 1 : 0;
    if (this.#looksInVain < quietLooks || this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#watch.resume();
  }
}
