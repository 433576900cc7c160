/**
 * What waits to be told to one server, mails or posts: in order, tried again with growing pauses, and
 * bounded. A server that is down delays nothing but its own queue.
 */
import { type Micros, seconds } from "../../../wire/units.ts";
import type { DeliveryStatus } from "../../status/runner-status.ts";
import type { Timers } from "../../timers.ts";
import type { Report } from "../report.ts";

export type Delivery =
  | { readonly kind: "delivered" }
  /** The server will never take it. */
  | { readonly kind: "refused"; readonly reason: string }
  /** Another time it may; unless `about` is the item, nothing else fares better meanwhile. */
  | { readonly kind: "failed"; readonly about: "server" | "item"; readonly reason: string };

export interface DeliveryParts<Item> extends Report {
  readonly timers: Timers;
  /** How many may wait: what is dropped is the oldest, for the newest count. */
  readonly longest: number;
  /** "Mail server 192.0.2.25:25": how the log calls it. */
  name(): string;
  /** "mail "VRRP Instance VI_1 - Entering MASTER state"". */
  inShort(item: Item): string;
  /** To its end, whatever that is; never rejects. */
  deliver(item: Item): Promise<Delivery>;
  /** Ends the delivery under way. */
  abort(): void;
  /** Nothing more is to be delivered for the time being. */
  rest(): void;
}

const shortestPause = seconds(1);
const longestPause = seconds(300);
/** Of one that the server puts off by itself: then it is the turn of the others. */
const mostTries = 10;

export class DeliveryQueue<Item> {
  readonly #parts: DeliveryParts<Item>;
  /** The oldest first; it stays there while it is on its way. */
  readonly #waiting = new Set<Item>();
  #isWorking = false;
  /** In a row, and why the last one. */
  #failures = 0;
  #problem = "";
  /** For want of room, since it was last said. */
  #dropped = 0;
  #endPause: () => void = () => undefined;
  /** No pause any more: each is tried once, and the first failure is the last. */
  #closing = false;
  #idle: (() => void)[] = [];

  constructor(parts: DeliveryParts<Item>) {
    this.#parts = parts;
  }

  get status(): DeliveryStatus {
    const problem = this.#failures === 0 ? null : this.#problem;
    return { name: this.#parts.name(), waiting: this.#waiting.size, problem };
  }

  add(item: Item): void {
    if (this.#waiting.size >= this.#parts.longest) this.#dropOldest();
    this.#waiting.add(item);
    if (!this.#isWorking) void this.#work();
  }

  /** The settings have changed: what failed with the old ones may work with these. */
  retryNow(): void {
    this.#endPause();
  }

  /** Resolves when everything is delivered, or the server does not take it. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#endPause();
    if (this.#isWorking) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** What waits is given up. */
  discard(reason: string): void {
    this.#giveUp(reason);
    this.#parts.abort();
    this.#endPause();
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    for (let item = this.#first(); item !== undefined; item = this.#first()) {
      const delivery = await this.#parts.deliver(item);
      if (delivery.kind === "failed") await this.#failed(item, delivery);
      else this.#settled(item, delivery);
    }
    this.#isWorking = false;
    this.#parts.rest();
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #settled(item: Item, delivery: Exclude<Delivery, { kind: "failed" }>): void {
    const { logger, name, inShort, journal } = this.#parts;
    this.#waiting.delete(item);
    if (delivery.kind === "refused") {
      logger.error(`${name()} refuses ${inShort(item)}: ${delivery.reason}`);
      journal(inShort(item), delivery.reason);
    } else if (this.#failures > 0) {
      logger.info(`${name()} answers again`);
    }
    this.#failures = 0;
    this.#tellDropped();
  }

  async #failed(item: Item, { reason, about }: Delivery & { kind: "failed" }): Promise<void> {
    const { logger, name, inShort, journal } = this.#parts;
    if (this.#waiting.size === 0) return;
    if (this.#closing) return this.#giveUp(reason);
    this.#failures++;
    this.#problem = reason;
    if (about === "item" && this.#failures >= mostTries) {
      return this.#settled(item, { kind: "refused", reason });
    }
    const pause = Math.min(shortestPause * 2 ** (this.#failures - 1), longestPause) as Micros;
    const again = `trying again in ${pause / seconds(1)} s`;
    if (this.#failures > 1) logger.detail(`${name()}: ${reason}; ${again}`);
    else {
      logger.warning(`${name()}: ${reason}; ${inShort(item)} waits, ${again}`);
      journal(inShort(item), `${reason}; it is tried again`);
    }
    this.#parts.rest();
    await this.#pause(pause);
  }

  #pause(micros: Micros): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#parts.timers.after(micros, () => this.#endPause());
      this.#endPause = () => {
        this.#endPause = () => undefined;
        cancel();
        resolve();
      };
    });
  }

  #first(): Item | undefined {
    const [first] = this.#waiting;
    return first;
  }

  #dropOldest(): void {
    const { logger, name, inShort, journal, longest } = this.#parts;
    // The first one may be on its way.
    const [, dropped] = this.#waiting;
    if (dropped === undefined) return;
    this.#waiting.delete(dropped);
    this.#dropped++;
    if (this.#dropped > 1) return;
    logger.warning(`${name()}: ${longest} wait already: ${inShort(dropped)} is dropped`);
    journal(inShort(dropped), `${longest} wait already`);
  }

  #tellDropped(): void {
    if (this.#dropped < 2) this.#dropped = 0;
    if (this.#dropped === 0 || this.#waiting.size >= this.#parts.longest) return;
    this.#parts.logger.warning(`${this.#parts.name()}: ${this.#dropped} in all were dropped`);
    this.#dropped = 0;
  }

  #giveUp(reason: string): void {
    const { logger, name, inShort, journal } = this.#parts;
    const first = this.#first();
    if (first === undefined) return;
    const others = this.#waiting.size > 1 ? ` and ${this.#waiting.size - 1} more` : "";
    this.#waiting.clear();
    logger.error(`${name()}: ${inShort(first)}${others} not sent: ${reason}`);
    journal(`${inShort(first)}${others}`, reason);
  }
}
