/**
 * IPVS's connection synchronisation (ipvsadm(8) --start-daemon): which of its two daemons run here,
 * by the state of the VRRP instance they follow, and both without one (keepalived.md §19).
 */
import type { SyncDaemon } from "../../config/model/load-balancing.ts";
import type { Phase } from "../../core/vrrp/state.ts";
import type { Dataplane, SyncRole } from "../../ports/dataplane.ts";
import type { Timers } from "../../ports/timers.ts";
import { seconds } from "../../wire/units.ts";
import type { RefusalLog } from "../log/refusal-log.ts";

type SyncPlane = Pick<Dataplane, "startSync" | "stopSync">;

/** The interface of a refused daemon may be there by then. */
const retryMicros = seconds(5);
const roles: readonly SyncRole[] = ["master", "backup"];

export class SyncDaemons {
  readonly #plane: SyncPlane;
  readonly #refusals: RefusalLog;
  readonly #timers: Timers;
  readonly #phases = new Map<string, Phase>();
  #daemon: SyncDaemon | null = null;
  /** As last started; a process before this one may have left others. */
  readonly #running = new Map<SyncRole, SyncDaemon>();
  #leftBehind = false;
  #work: Promise<void> = Promise.resolve();
  #takeBackRetry = (): void => undefined;
  #stopping = false;

  constructor(plane: SyncPlane, refusals: RefusalLog, timers: Timers) {
    this.#plane = plane;
    this.#refusals = refusals;
    this.#timers = timers;
  }

  configure(daemon: SyncDaemon | null): void {
    if (this.#daemon === null && daemon !== null) this.#leftBehind = true;
    this.#daemon = daemon;
    this.#follow();
  }

  instanceState(name: string, phase: Phase): void {
    this.#phases.set(name, phase);
    if (this.#daemon?.instance === name) this.#follow();
  }

  /** Resolves when none of them runs any more. */
  stop(): Promise<void> {
    this.#stopping = true;
    this.#takeBackRetry();
    this.#follow();
    return this.#work;
  }

  #follow(): void {
    this.#work = this.#work.then(() => this.#settle());
  }

  async #settle(): Promise<void> {
    const wanted = this.#wanted();
    // One that ends makes room for the other: a director is never both unless it is asked to be.
    for (const role of roles) {
      if (wanted.includes(role)) continue;
      if (this.#leftBehind || this.#running.has(role)) await this.#end(role);
    }
    this.#leftBehind = false;
    for (const role of wanted) await this.#start(role);
  }

  #wanted(): readonly SyncRole[] {
    if (this.#daemon === null || this.#stopping) return [];
    const { instance } = this.#daemon;
    if (instance === null) return roles;
    const phase = this.#phases.get(instance);
    return phase === "master" || phase === "handingOver" ? ["master"] : ["backup"];
  }

  async #end(role: SyncRole): Promise<void> {
    this.#running.delete(role);
    const stopped = await this.#plane.stopSync(role);
    if (!stopped.ok) this.#refusals.report(`stop the sync daemon (${role})`, stopped.error);
  }

  async #start(role: SyncRole): Promise<void> {
    const daemon = this.#daemon;
    const running = this.#running.get(role);
    if (daemon === null || (running !== undefined && sameDaemon(running, daemon))) return;
    this.#running.delete(role);
    const started = await this.#plane.startSync(role, daemon);
    if (started.ok) {
      this.#running.set(role, daemon);
      return;
    }
    this.#refusals.report(`run the sync daemon (${role})`, started.error);
    this.#takeBackRetry();
    this.#takeBackRetry = this.#timers.after(retryMicros, () => this.#follow());
  }
}

const sameDaemon = (one: SyncDaemon, other: SyncDaemon): boolean =>
  one.interface === other.interface &&
  one.syncId === other.syncId &&
  one.longestMessage === other.longestMessage &&
  one.port === other.port &&
  one.ttl === other.ttl &&
  one.group === other.group;
