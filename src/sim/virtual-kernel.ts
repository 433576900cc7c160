/**
 * The part of a machine that outlives its processes: the addresses it answers for, and its link.
 * Only a crash of the machine takes the addresses away.
 */
import type { LinkCondition } from "../core/vrrp/events.ts";
import type { IpAddress } from "../wire/address.ts";
import type { Micros } from "../wire/units.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** What the kernel tells the process that listens. */
export interface KernelListener {
  addressesLost(addresses: readonly IpAddress[]): void;
  linkChanged(link: LinkCondition): void;
}

export class VirtualKernel {
  readonly #world: VirtualClock;
  readonly #held = new Set<IpAddress>();
  readonly #changed: () => void;
  #link: LinkCondition;
  #listener: KernelListener | null = null;
  #lastTheft = 0 as Micros;

  /** `changed` is called after every change of the addresses held. */
  constructor(world: VirtualClock, link: LinkCondition, changed: () => void) {
    this.#world = world;
    this.#link = link;
    this.#changed = changed;
  }

  link(): LinkCondition {
    return this.#link;
  }

  holds(address: IpAddress): boolean {
    return this.#held.has(address);
  }

  held(): readonly IpAddress[] {
    return [...this.#held];
  }

  /** When somebody last took an address away. */
  lastTheft(): Micros {
    return this.#lastTheft;
  }

  listen(listener: KernelListener | null): void {
    this.#listener = listener;
  }

  add(addresses: readonly IpAddress[]): void {
    for (const address of addresses) this.#held.add(address);
    this.#changed();
  }

  /** By the process itself: nobody is told. */
  remove(addresses: readonly IpAddress[]): void {
    for (const address of addresses) this.#held.delete(address);
    this.#changed();
  }

  /** By somebody else: the listener hears of those that were there. */
  steal(addresses: readonly IpAddress[]): void {
    const gone = addresses.filter((address) => this.#held.delete(address));
    if (gone.length === 0) return;
    this.#lastTheft = this.#world.now();
    this.#changed();
    this.#listener?.addressesLost(gone);
  }

  setLink(link: LinkCondition): void {
    this.#link = link;
    this.#listener?.linkChanged(link);
  }

  /** The machine is off: nothing of it remains but its disk. */
  wipe(): void {
    this.#held.clear();
    this.#listener = null;
    this.#changed();
  }
}
