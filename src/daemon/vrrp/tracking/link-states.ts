/**
 * Whether interfaces are up, for all that ask: IFF_UP and IFF_RUNNING (netdevice(7)). With
 * `interface_up_down_delays` a change counts once it has lasted so long (keepalived.md §9.2); an
 * interface that is gone is down at once.
 */
import type { LinkDelay } from "../../../config/model/links.ts";
import type { Timed } from "../../../core/deadlines.ts";
import type { NetworkTable } from "../../../ports/network.ts";
import { type Micros, plus } from "../../../wire/units.ts";
import type { Logger } from "../../log/logger.ts";

export interface LinkStatePorts {
  readonly network: NetworkTable;
  readonly log: Logger;
}

/** One interface that somebody follows. */
export class LinkState implements Timed {
  readonly name: string;
  /** What counts. */
  up: boolean;
  /** The kernel says otherwise since then; null while it does not. */
  changedAt: Micros | null = null;
  delay: LinkDelay | null = null;

  constructor(name: string, up: boolean) {
    this.name = name;
    this.up = up;
  }

  /** When the change counts. */
  get deadline(): Micros | null {
    return this.changedAt === null ? null : plus(this.changedAt, this.delayMicros);
  }

  /** How long a change has to last. */
  get delayMicros(): Micros {
    const { delay } = this;
    if (delay === null) return 0 as Micros;
    return this.up ? delay.downMicros : delay.upMicros;
  }
}

export class LinkStates {
  readonly #ports: LinkStatePorts;
  #states = new Map<string, LinkState>();
  /** Those whose change has not lasted long enough. */
  readonly #pending = new Set<LinkState>();

  constructor(ports: LinkStatePorts) {
    this.#ports = ports;
  }

  /** Follows these and no others; one that is followed for the first time is as the kernel says. */
  configure(names: ReadonlySet<string>, delays: readonly LinkDelay[]): void {
    const delayOf = new Map(delays.map((delay) => [delay.interface, delay]));
    const before = this.#states;
    this.#states = new Map();
    for (const name of names) {
      const state = before.get(name) ?? new LinkState(name, this.#isUpNow(name));
      state.delay = delayOf.get(name) ?? null;
      this.#states.set(name, state);
    }
    for (const state of this.#pending) {
      if (!this.#states.has(state.name)) this.#pending.delete(state);
    }
  }

  /** What counts for those of the other one counts here. */
  standAs(other: LinkStates): void {
    for (const [name, state] of this.#states) state.up = other.isUp(name);
  }

  isUp(name: string): boolean {
    return this.#states.get(name)?.up ?? this.#isUpNow(name);
  }

  get pending(): Iterable<LinkState> {
    return this.#pending;
  }

  /** Looks at all again; gives the names of those that count as something else than before. */
  observeAll(now: Micros): readonly string[] {
    return [...this.#states.keys()].filter((name) => this.observe(name, now));
  }

  /** Looks at one again; whether it counts as something else than before. */
  observe(name: string, now: Micros): boolean {
    const state = this.#states.get(name);
    if (state === undefined) return false;
    const link = this.#ports.network.linkByName(name);
    const up = link?.up ?? false;
    if (up === state.up) {
      this.#settle(state);
      return false;
    }
    // Nothing comes back to an interface that does not exist.
    const due = link === null ? now : plus(state.changedAt ?? now, state.delayMicros);
    if (due > now) {
      this.#wait(state, up, now);
      return false;
    }
    this.#settle(state);
    state.up = up;
    this.#ports.log.info(`Netlink reports ${name} ${wordOf(up)}`);
    return true;
  }

  #wait(state: LinkState, up: boolean, now: Micros): void {
    if (state.changedAt !== null) return;
    state.changedAt = now;
    this.#pending.add(state);
    const seconds = state.delayMicros / 1_000_000;
    this.#ports.log.detail(
      `${state.name} is ${wordOf(up)}: counts once it has lasted ${seconds} s`,
    );
  }

  #settle(state: LinkState): void {
    state.changedAt = null;
    this.#pending.delete(state);
  }

  #isUpNow(name: string): boolean {
    return this.#ports.network.linkByName(name)?.up ?? false;
  }
}

const wordOf = (up: boolean): string => (up ? "up" : "down");
