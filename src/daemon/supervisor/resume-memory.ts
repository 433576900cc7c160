/** What the supervisor remembers of the vrrp process, so that its successor can go on. */

import type { TrackerReport } from "../../core/tracking/result.ts";
import { noOrders, type OperatorCondition } from "../../core/vrrp/events.ts";
import type { Micros } from "../../wire/units.ts";
import { meansTheSame } from "../configuration/same-meaning.ts";
import type { InstanceSnapshot, ResumeSnapshot, VrrpToSupervisor } from "../protocol/vrrp.ts";

/** More names than any configuration has: a confused child must not fill the memory. */
const mostNames = 65_536;

interface Remembered extends InstanceSnapshot {
  /** When its process died; null while the process that reported it lives. */
  readonly diedAt: Micros | null;
}

export class ResumeMemory {
  readonly #instances = new Map<string, Remembered>();
  #diedAt: Micros | null = null;
  /** Names of those that may have addresses on the machine. */
  readonly #holders = new Set<string>();
  readonly #results = new Map<string, TrackerReport>();
  readonly #operators = new Map<string, OperatorCondition>();

  remember(message: VrrpToSupervisor): void {
    switch (message.kind) {
      case "instanceGone":
        return this.#drop(message.name);
      case "instanceState":
        return this.#rememberState(message);
      case "trackerResult": {
        const { kind, name } = message.report;
        return put(this.#results, `${kind} ${name}`, message.report);
      }
      case "operator":
        if (!meansTheSame(message.operator, noOrders))
          return put(this.#operators, message.name, message.operator);
        this.#operators.delete(message.name);
    }
  }

  #rememberState({ name, phase, at }: InstanceSnapshot): void {
    put(this.#instances, name, { name, phase, at, diedAt: null });
    if (!this.#instances.has(name)) return;
    if (phase === "master" || phase === "handingOver") this.#holders.add(name);
    else this.#holders.delete(name);
  }

  /** The process runs a configuration with these instances; a confused one forgets to say who left. */
  keepOnly(names: readonly string[]): void {
    const kept = new Set(names);
    const known = [...this.#instances.keys(), ...this.#operators.keys()];
    for (const name of known) if (!kept.has(name)) this.#drop(name);
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
    this.#results.clear();
    this.#operators.clear();
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
    const operators = [...this.#operators].map(([name, operator]) => ({ name, operator }));
    return { diedAt, instances: this.instances, results: [...this.#results.values()], operators };
  }

  #drop(name: string): void {
    this.#instances.delete(name);
    this.#holders.delete(name);
    this.#operators.delete(name);
  }
}

function put<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (map.has(key) || map.size < mostNames) map.set(key, value);
}
