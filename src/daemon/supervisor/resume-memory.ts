/** What the supervisor remembers of the vrrp process, so that its successor can go on. */
import type { Micros } from "../../wire/units.ts";
import type { InstanceSnapshot, ResumeSnapshot, VrrpToSupervisor } from "../protocol.ts";

/** More names than any configuration has: a confused child must not fill the memory. */
const mostInstances = 65_536;

interface Remembered extends InstanceSnapshot {
  /** When its process died; null while the process that reported it lives. */
  readonly diedAt: Micros | null;
}

export class ResumeMemory {
  readonly #instances = new Map<string, Remembered>();
  #diedAt: Micros | null = null;
  /** Names of those that may have addresses on the machine. */
  readonly #holders = new Set<string>();

  remember(message: VrrpToSupervisor): void {
    if (message.kind === "instanceGone") this.#drop(message.name);
    if (message.kind !== "instanceState") return;
    const { name, phase, at } = message;
    if (!this.#instances.has(name) && this.#instances.size >= mostInstances) return;
    this.#instances.set(name, { name, phase, at, diedAt: null });
    if (phase === "master" || phase === "handingOver") this.#holders.add(name);
    else this.#holders.delete(name);
  }

  /** The process runs a configuration with these instances; a confused one forgets to say who left. */
  keepOnly(names: readonly string[]): void {
    const kept = new Set(names);
    for (const name of this.#instances.keys()) if (!kept.has(name)) this.#drop(name);
  }

  died(at: Micros): void {
    this.#diedAt = at;
    for (const [name, remembered] of this.#instances) {
      this.#instances.set(name, { ...remembered, diedAt: remembered.diedAt ?? at });
    }
  }

  /** As they were reported last. */
  get instances(): readonly InstanceSnapshot[] {
    return [...this.#instances.values()].map(({ name, phase, at }) => ({ name, phase, at }));
  }

  /** Whether the last process may have left addresses behind. */
  get holdsAddresses(): boolean {
    return this.#holders.size > 0;
  }

  /** What was left behind is removed; who was master when is still of use to the next process. */
  released(): void {
    this.#holders.clear();
  }

  /** A process that ended in order left nothing behind. */
  forget(): void {
    this.#instances.clear();
    this.#holders.clear();
    this.#diedAt = null;
  }

  /**
   * For the next process; null when there was none before it. The moment of death is that since which
   * some instance is silent: a process that died before it took over has not spoken for it.
   */
  snapshot(): ResumeSnapshot | null {
    if (this.#diedAt === null) return null;
    let diedAt = this.#diedAt;
    for (const each of this.#instances.values()) {
      if (each.diedAt !== null && each.diedAt < diedAt) diedAt = each.diedAt;
    }
    return { diedAt, instances: this.instances };
  }

  #drop(name: string): void {
    this.#instances.delete(name);
    this.#holders.delete(name);
  }
}
