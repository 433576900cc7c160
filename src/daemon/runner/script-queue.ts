/**
 * Scripts of one instance, group or server run one after another, in the order of its transitions
 * (keepalived lets them overtake each other). Queues of different names run side by side, up to a
 * bound: when a network fails, thousands of servers do at once.
 */
import type { RunnerCommand } from "../protocol/scripts.ts";
import type { QueueStatus } from "../status/runner-status.ts";
import type { Report } from "./report.ts";

export interface Script extends RunnerCommand {
  readonly queue: string;
}

/** Runs one script to its end; never rejects. */
export type RunScript = (script: Script) => Promise<void>;

/** Transitions that wait for one slow script; the oldest are stale by then and give way. */
const longestQueue = 64;
/** In all queues together; but the newest of each, which tells how things stand, always waits. */
const mostWaiting = 65_536;
/** How many run at once: the machine has other things to do, just when a network fails. */
const mostAtOnce = 64;
/** A start takes a millisecond or two; events and other messages are read in between. */
const startsATurn = 8;

export class ScriptQueues {
  readonly #run: RunScript;
  readonly #report: Report;
  readonly #mostAtOnce: number;
  readonly #mostWaiting: number;
  /** What waits, by name; empty for a name whose last script runs. */
  readonly #queues = new Map<string, Script[]>();
  /** Names of queues whose turn has not come, in order. */
  readonly #ready = new Set<string>();
  #atWork = 0;
  #waiting = 0;
  #idle: (() => void)[] = [];
  #startsLeft = startsATurn;

  constructor(run: RunScript, report: Report, limits = { mostAtOnce, mostWaiting }) {
    this.#run = run;
    this.#report = report;
    this.#mostAtOnce = limits.mostAtOnce;
    this.#mostWaiting = limits.mostWaiting;
  }

  get length(): QueueStatus {
    return { running: this.#atWork, waiting: this.#waiting };
  }

  add(script: Script): void {
    const { queue } = script;
    const waiting = this.#queues.get(queue) ?? [];
    const isFull = waiting.length >= longestQueue || this.#waiting >= this.#mostWaiting;
    if (isFull) this.#giveWay(queue, waiting);
    waiting.push(script);
    this.#waiting++;
    if (this.#queues.has(queue)) return;
    this.#queues.set(queue, waiting);
    this.#ready.add(queue);
    this.#startNext();
  }

  /** Resolves when nothing runs and nothing waits. */
  drained(): Promise<void> {
    if (this.#queues.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** The daemon ends: what has not begun will not begin. */
  discardWaiting(): void {
    this.#reportDiscarded([...this.#queues.values()].flat());
    for (const waiting of this.#queues.values()) waiting.length = 0;
    for (const queue of this.#ready) this.#queues.delete(queue);
    this.#ready.clear();
    this.#waiting = 0;
    this.#settle();
  }

  #giveWay(queue: string, waiting: Script[]): void {
    const count = waiting.length;
    const stale = waiting.shift();
    if (stale === undefined) return;
    this.#waiting--;
    const reason = `not run: ${count} newer ones wait`;
    this.#report.logger.warning(`(${queue}) script ${stale.argv[0]} ${reason}`);
    this.#report.journal(`(${queue}) script ${stale.argv[0]}`, reason);
  }

  #reportDiscarded([first, ...others]: readonly Script[]): void {
    if (first === undefined) return;
    const subject = `(${first.queue}) script ${first.argv[0]}`;
    const more = others.length > 0 ? `, and ${others.length} more` : "";
    const reason = `not run${more}: the daemon ends`;
    this.#report.logger.warning(`${subject} ${reason}`);
    this.#report.journal(subject, reason);
  }

  #startNext(): void {
    for (const queue of this.#ready) {
      if (this.#atWork >= this.#mostAtOnce || this.#startsLeft === 0) return;
      this.#spendStart();
      this.#ready.delete(queue);
      void this.#work(queue);
    }
  }

  #spendStart(): void {
    this.#startsLeft--;
    if (this.#startsLeft < startsATurn - 1) return;
    setImmediate(() => {
      this.#startsLeft = startsATurn;
      this.#startNext();
    });
  }

  /** One script of the queue; then it is the turn of those that waited longer. */
  async #work(queue: string): Promise<void> {
    const waiting = this.#queues.get(queue);
    const script = waiting?.shift();
    if (waiting === undefined || script === undefined) return;
    this.#waiting--;
    this.#atWork++;
    await this.#run(script);
    this.#atWork--;
    if (waiting.length > 0) this.#ready.add(queue);
    else this.#queues.delete(queue);
    this.#startNext();
    this.#settle();
  }

  #settle(): void {
    if (this.#queues.size > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
