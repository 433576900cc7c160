/** Which real servers were down, so that the successor of a killed lvs process goes on from there. */
import type { ServerState } from "../protocol.ts";

export class ServerMemory {
  /** The latest last. */
  readonly #down = new Set<string>();

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
  }

  get serversDown(): readonly string[] {
    return [...this.#down];
  }
}
