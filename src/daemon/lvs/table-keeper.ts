/**
 * Has the data plane hold what ought to be there, service by service: at the start, after each
 * change, and where somebody else has changed it. One batch at a time is on its way.
 */

import type {
  BalancingTable,
  ServiceIdentity,
  TableEntry,
  TableOperation,
} from "../../core/balancing/table.ts";
import type { Timed } from "../../core/deadlines.ts";
import { reconcileEntry } from "../../core/reconcile/balancing.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Dataplane } from "../../ports/dataplane.ts";
import type { KernelError } from "../../ports/network.ts";
import type { Result } from "../../wire/result.ts";
import { type Micros, plus, seconds } from "../../wire/units.ts";
import { Sweep } from "./sweep.ts";

/** So many operations are given away before what has become wanted meanwhile is looked at. */
const operationsAtATime = 4096;
const shortestRetry = seconds(1);
const longestRetry = seconds(60);

export interface KeeperPorts {
  readonly dataplane: Pick<Dataplane, "read" | "apply">;
  readonly clock: Clock;
}

/** A service that somebody else has changed. */
export interface Drift {
  readonly wanted: TableEntry;
  /** Null where the service is gone. */
  readonly found: TableEntry | null;
  /** What puts it right. */
  readonly repair: readonly TableOperation[];
}

export interface KeeperReports {
  /** What the data plane would not do; it is tried again. */
  refused(errors: readonly KernelError[]): void;
  /** Somebody else has changed a service of ours; it is put right. */
  drifted(drift: Drift): void;
  /** Everything wanted was given to the data plane, refused or not. */
  settled(): void;
}

export class TableKeeper implements Timed {
  readonly #ports: KeeperPorts;
  readonly #reports: KeeperReports;
  readonly #wanted = new Map<string, TableEntry>();
  /** What the data plane is known to hold of services that are or were wanted. */
  readonly #held = new Map<string, TableEntry>();
  /** To be compared; of those no longer wanted there is an entry in `#held`. */
  readonly #dirty = new Set<string>();
  readonly #refused = new Set<string>();
  readonly #sweep: Sweep;
  #retryAt: Micros | null = null;
  #retryAfter = shortestRetry;
  /** Null while nothing is on its way. */
  #work: Promise<void> | null = null;
  #begun = false;

  constructor(ports: KeeperPorts, reports: KeeperReports) {
    this.#ports = ports;
    this.#reports = reports;
    this.#sweep = new Sweep(ports.clock);
  }

  /** When it wants `alarmed`, to try again what was refused. */
  get deadline(): Micros | null {
    return this.#retryAt;
  }

  get isSettled(): boolean {
    return this.#work === null && this.#dirty.size === 0;
  }

  /** A null entry: the service is not to be there. Takes effect with the next `settle`. */
  want(key: string, entry: TableEntry | null): void {
    if (entry === null) this.#wanted.delete(key);
    else this.#wanted.set(key, entry);
    this.#dirty.add(key);
  }

  /** Takes over what is there of what is wanted, and brings the rest about. */
  async begin(): Promise<void> {
    const found = await this.#ports.dataplane.read("all");
    if (found.ok) this.#adopt(found.value);
    else this.#reports.refused([found.error]);
    this.#begun = true;
    this.settle();
    await this.#work;
  }

  /** Starts to bring about what has become wanted, unless that goes on already. */
  settle(): void {
    if (!this.#begun || this.#work !== null) return;
    if (this.#dirty.size === 0 && !this.#sweep.isDue) return;
    this.#work = this.#workOff();
  }

  alarmed(): void {
    this.#retryAt = null;
    for (const key of this.#refused) this.#dirty.add(key);
    this.settle();
  }

  /** Looks whether somebody else has changed some of the services; the next ones the next time. */
  lookAround(share: number): void {
    this.#sweep.ask(share);
    this.settle();
  }

  /** Resolves when all that is wanted has been tried. */
  async idle(): Promise<void> {
    while (this.#work !== null) await this.#work;
  }

  async #workOff(): Promise<void> {
    while (this.#dirty.size > 0 || this.#sweep.isDue) {
      if (this.#dirty.size > 0) await this.#applySome();
      else await this.#sweepSome();
    }
    this.#work = null;
    this.#reports.settled();
  }

  #adopt(found: BalancingTable): void {
    for (const key of this.#wanted.keys()) {
      const entry = found.get(key);
      if (entry !== undefined) this.#held.set(key, entry);
    }
  }

  async #applySome(): Promise<void> {
    const changes: Change[] = [];
    const operations: TableOperation[] = [];
    for (const key of this.#dirty) {
      if (operations.length >= operationsAtATime) break;
      this.#dirty.delete(key);
      const wanted = this.#wanted.get(key) ?? null;
      const held = this.#held.get(key) ?? null;
      const needed = reconcileEntry(wanted, held);
      if (needed.length === 0) {
        this.#hold(key, wanted);
        continue;
      }
      const identity = (wanted ?? held)?.service.identity;
      if (identity === undefined) continue;
      changes.push({ key, identity, wanted, count: needed.length });
      for (const operation of needed) operations.push(operation);
    }
    if (operations.length === 0) return;
    await this.#applied(changes, await this.#ports.dataplane.apply(operations));
  }

  async #applied(
    changes: readonly Change[],
    results: readonly Result<null, KernelError>[],
  ): Promise<void> {
    const errors: KernelError[] = [];
    const doubtful: Change[] = [];
    let index = 0;
    for (const change of changes) {
      const before = errors.length;
      for (const end = index + change.count; index < end; index++) {
        const result = results[index];
        if (result !== undefined && !result.ok) errors.push(result.error);
      }
      if (errors.length === before) this.#hold(change.key, change.wanted);
      else doubtful.push(change);
    }
    if (doubtful.length === 0) return;
    this.#reports.refused(errors);
    await this.#readAgain(doubtful);
  }

  /** Whatever was refused: from now on what is there counts, and not what was thought to be. */
  async #readAgain(doubtful: readonly Change[]): Promise<void> {
    const found = await this.#ports.dataplane.read(doubtful.map(({ identity }) => identity));
    if (!found.ok) this.#reports.refused([found.error]);
    for (const { key } of doubtful) {
      this.#refused.add(key);
      if (!found.ok) continue;
      const entry = found.value.get(key);
      if (entry === undefined) this.#held.delete(key);
      else this.#held.set(key, entry);
    }
    if (this.#retryAt !== null) return;
    this.#retryAt = plus(this.#ports.clock.now(), this.#retryAfter);
    this.#retryAfter = Math.min(2 * this.#retryAfter, longestRetry) as Micros;
  }

  /** The data plane has it as it is wanted. */
  #hold(key: string, entry: TableEntry | null): void {
    if (entry === null) this.#held.delete(key);
    else this.#held.set(key, entry);
    if (!this.#refused.delete(key) || this.#refused.size > 0) return;
    this.#retryAt = null;
    this.#retryAfter = shortestRetry;
  }

  async #sweepSome(): Promise<void> {
    const { keys, isWhole } = this.#sweep.take(this.#wanted);
    const settled = keys.filter((key) => !this.#refused.has(key));
    const identities = settled.flatMap((key) => this.#wanted.get(key)?.service.identity ?? []);
    if (identities.length === 0) return;
    const found = await this.#ports.dataplane.read(isWhole ? "all" : identities);
    if (!found.ok) return this.#reports.refused([found.error]);
    let drifts = 0;
    for (const key of settled) {
      // What became wanted in between is compared with what is known to be there in its turn.
      const wanted = this.#dirty.has(key) ? undefined : this.#wanted.get(key);
      if (wanted === undefined) continue;
      const entry = found.value.get(key) ?? null;
      const needed = reconcileEntry(wanted, entry);
      if (needed.length === 0) continue;
      drifts++;
      if (entry === null) this.#held.delete(key);
      else this.#held.set(key, entry);
      this.#dirty.add(key);
      this.#reports.drifted({ wanted, found: entry, repair: needed });
    }
    if (drifts > 0 && !isWhole) this.#sweep.suspectAll();
  }
}

interface Change {
  readonly key: string;
  readonly identity: ServiceIdentity;
  readonly wanted: TableEntry | null;
  /** Of operations. */
  readonly count: number;
}
