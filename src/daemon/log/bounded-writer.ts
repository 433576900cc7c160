/** Appends text to a descriptor that may be slow, full or gone, without ever waiting for it. */
import { write } from "node:fs";

/** Enough for a burst of a few thousand lines. */
const defaultLimitBytes = 512 * 1024;

export class BoundedWriter {
  readonly #descriptor: number;
  readonly #limitBytes: number;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #busy = false;
  #idle: (() => void)[] = [];
  /** Pieces that were lost: no room, a full disk, a closed pipe. */
  dropped = 0;

  constructor(descriptor: number, limitBytes = defaultLimitBytes) {
    this.#descriptor = descriptor;
    this.#limitBytes = limitBytes;
  }

  write(text: string): void {
    const bytes = Buffer.from(text, "utf8");
    if (this.#waitingBytes + bytes.length > this.#limitBytes) {
      this.dropped++;
      return;
    }
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (!this.#busy) this.#next();
  }

  /** Resolves when nothing waits any more, or after `limitMillis`. */
  flushed(limitMillis: number): Promise<void> {
    if (!this.#busy) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limitMillis);
      this.#idle.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #next(): void {
    const batch = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#busy = batch.length > 0;
    if (!this.#busy) {
      for (const resolve of this.#idle.splice(0)) resolve();
      return;
    }
    this.#write(batch);
  }

  #write(batch: Buffer): void {
    write(this.#descriptor, batch, (error, written) => {
      if (error !== null) this.dropped++;
      else if (written > 0 && written < batch.length) return this.#write(batch.subarray(written));
      this.#next();
    });
  }
}
