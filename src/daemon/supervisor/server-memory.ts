/** Which real servers were down, so that the successor of a killed lvs process goes on from there. */
import type { ServerState } from "../protocol/lvs.ts";

export class ServerMemory {
  /** The latest last. */
  readonly #down = new Set<string>();
  #ran = false;

  /** A process began to check: all that it does not report is up. */
  began(): void {
    this.#ran = true;
  }

  /** `most`: as many as are configured; a confused process must not fill the memory. */
  remember({ server, up }: ServerState, most: number): void {
    this.#down.delete(server);
    if (up) return;
    this.#down.add(server);
    for (const oldest of this.#down) {
      if (this.#down.size <= most) return;
      this.#down.delete(oldest);
    }
  }

  /** A process that ended in order has no successor that would go on. */
  forget(): void {
    this.#down.clear();
    this.#ran = false;
  }

  /** Null where no process was cut off. */
  get serversDown(): readonly string[] | null {
    return this.#ran ? [...this.#down] : null;
  }
}
