/**
 * Gratuitous ARPs and neighbour advertisements on their way out: at once, or spaced by
 * `vrrp_garp_interval` and `vrrp_gna_interval` on each interface (behaviours §12).
 */
import type { Timed } from "../../core/deadlines.ts";
import type { AnnouncementFrame } from "../../ports/adverts.ts";
import type { InterfaceIndex, Micros } from "../../wire/units.ts";
import { plus } from "../../wire/units.ts";

/** 255 instances with 20 addresses and a burst of five each; beyond that the oldest is void. */
const maximumWaiting = 25_600;

/** Whose it is, so that it can be taken back. */
export interface QueuedFrame extends AnnouncementFrame {
  readonly owner: object;
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

  /** Frames that may go now; the rest waits. */
  add(frames: readonly QueuedFrame[], now: Micros): QueuedFrame[] {
    this.#waiting.push(...frames);
    if (this.#waiting.length > maximumWaiting) {
      this.#waiting = this.#waiting.slice(-maximumWaiting);
    }
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
