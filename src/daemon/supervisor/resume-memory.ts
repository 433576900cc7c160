/** What the supervisor remembers of the vrrp process, so that its successor can go on. */
import type { Micros } from "../../wire/units.ts";
import type { InstanceSnapshot, ResumeSnapshot, VrrpToSupervisor } from "../protocol.ts";

/** More names than any configuration has: a confused child must not fill the memory. */
const mostInstances = 65_536;

export class ResumeMemory {
  readonly #instances = new Map<string, InstanceSnapshot>();
  #diedAt: Micros | null = null;

  remember(message: VrrpToSupervisor): void {
    if (message.kind === "instanceGone") this.#instances.delete(message.name);
    if (message.kind !== "instanceState") return;
    const { name, phase, at } = message;
    if (!this.#instances.has(name) && this.#instances.size >= mostInstances) return;
    this.#instances.set(name, { name, phase, at });
  }

  died(at: Micros): void {
    this.#diedAt = at;
  }

  /** A process that ended in order left nothing behind. */
  forget(): void {
    this.#instances.clear();
    this.#diedAt = null;
  }

  /** For the next process; null when there was none before it. */
  snapshot(): ResumeSnapshot | null {
    if (this.#diedAt === null) return null;
    return { diedAt: this.#diedAt, instances: [...this.#instances.values()] };
  }
}
