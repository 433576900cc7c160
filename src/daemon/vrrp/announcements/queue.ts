/**
 * Gratuitous ARPs and neighbour advertisements on their way out: at once, or spaced by
 * `vrrp_garp_interval` and `vrrp_gna_interval` on each interface (keepalived.md §12).
 */
import type { Timed } from "../../../core/deadlines.ts";
import type { AnnouncementFrame } from "../../../ports/adverts.ts";
import type { InterfaceIndex, Micros } from "../../../wire/units.ts";
import { plus } from "../../../wire/units.ts";

/** 255 instances with 20 addresses and a burst of five each; beyond that repetitions are void. */
const maximumWaiting = 25_600;

/** Whose it is, so that it can be taken back. */
export interface QueuedFrame extends AnnouncementFrame {
  readonly owner: object;
  /** 0 for the first announcement of a burst: those of all owners go before any repetition. */
  readonly round: number;
}

/** The frames of one interface and one kind, at least `intervalMicros` apart. */
export class AnnouncementQueue implements Timed {
  readonly interfaceIndex: InterfaceIndex;
  readonly #intervalMicros: Micros;
  #waiting: QueuedFrame[] = [];
  #nextAt: Micros | null = null;

  constructor(interfaceIndex: InterfaceIndex, intervalMicros: Micros) {
    this.interfaceIndex = interfaceIndex;
    this.#intervalMicros = intervalMicros;
  }

  get deadline(): Micros | null {
    return this.#waiting.length === 0 ? null : this.#nextAt;
  }

  /** The frame that may go now, if any; the rest waits. A full queue loses its last repetition. */
  add(frame: QueuedFrame, now: Micros): QueuedFrame[] {
    const after = this.#waiting.findLastIndex((waiting) => waiting.round <= frame.round);
    this.#waiting.splice(after + 1, 0, frame);
    if (this.#waiting.length > maximumWaiting) this.#waiting.pop();
    return this.take(now);
  }

  /** The frame whose time has come. */
  take(now: Micros): QueuedFrame[] {
    if (this.#nextAt !== null && now < this.#nextAt) return [];
    const frame = this.#waiting.shift();
    if (frame === undefined) return [];
    this.#nextAt = plus(now, this.#intervalMicros);
    return [frame];
  }

  cancel(owner: object): void {
    this.#waiting = this.#waiting.filter((frame) => frame.owner !== owner);
  }
}
