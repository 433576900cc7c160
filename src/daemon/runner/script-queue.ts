/**
 * Scripts of one instance or group run one after another, in the order of its transitions (keepalived
 * lets them overtake each other). Queues of different names run side by side.
 */
import type { Logger } from "../log/logger.ts";

export interface Script {
  readonly queue: string;
  readonly argv: readonly [string, ...string[]];
  readonly user: string | null;
  readonly group: string | null;
  readonly supplementaryGroups?: true;
}

/** Runs one script to its end; never rejects. */
export type RunScript = (script: Script) => Promise<void>;

/** Transitions that wait for one slow script; the oldest are stale by then and give way. */
const longestQueue = 64;

export class ScriptQueues {
  readonly #run: RunScript;
  readonly #logger: Logger;
  readonly #waiting = new Map<string, Script[]>();
  #idle: (() => void)[] = [];

  constructor(run: RunScript, logger: Logger) {
    this.#run = run;
    this.#logger = logger;
  }

  add(script: Script): void {
    const waiting = this.#waiting.get(script.queue);
    if (waiting === undefined) {
      this.#waiting.set(script.queue, []);
      void this.#work(script);
      return;
    }
    if (waiting.length >= longestQueue) {
      const stale = waiting.shift();
      this.#logger.warning(
        `(${script.queue}) ${longestQueue} scripts wait already: ${stale?.argv[0]} is not run`,
      );
    }
    waiting.push(script);
  }

  /** Resolves when nothing runs and nothing waits. */
  drained(): Promise<void> {
    if (this.#waiting.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** What has not begun will not begin. */
  discardWaiting(): void {
    for (const waiting of this.#waiting.values()) waiting.length = 0;
  }

  async #work(first: Script): Promise<void> {
    for (let next: Script | undefined = first; next !== undefined; ) {
      await this.#run(next);
      next = this.#waiting.get(first.queue)?.shift();
    }
    this.#waiting.delete(first.queue);
    if (this.#waiting.size > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
