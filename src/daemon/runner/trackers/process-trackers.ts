/** All `vrrp_track_process` of the configuration: a count of processes against each one's quorum. */
import type { SocketBuffer } from "../../../config/model/global-settings.ts";
import type { TrackProcess } from "../../../config/model/tracking.ts";
import {
  beginCount,
  type CountState,
  type CountStep,
  recount,
  stepCount,
} from "../../../core/tracking/process-count.ts";
import type { Verdict } from "../../../core/tracking/result.ts";
import type { OpenProcessEvents, ProcessTable } from "../../../ports/processes.ts";
import type { Micros } from "../../../wire/units.ts";
import { meansTheSame } from "../../configuration/same-meaning.ts";
import type { ProcessStatus } from "../../status/runner-status.ts";
import type { Timers } from "../../timers.ts";
import type { MachineClock, WokenMachine } from "./machine-clock.ts";
import { ProcessCensus } from "./process-census.ts";
import { ProcessSource } from "./process-source.ts";

export interface ProcessTrackerParts {
  readonly table: ProcessTable;
  readonly openEvents: OpenProcessEvents;
  readonly timers: Timers;
  changed(name: string, result: Verdict): void;
  log(text: string): void;
}

export class ProcessTrackers {
  readonly #parts: ProcessTrackerParts;
  readonly #clock: MachineClock;
  readonly #census: ProcessCensus;
  readonly #source: ProcessSource;
  #trackers = new Map<string, ProcessTracker>();

  constructor(parts: ProcessTrackerParts, clock: MachineClock) {
    this.#parts = parts;
    this.#clock = clock;
    this.#census = new ProcessCensus(parts.table);
    this.#source = new ProcessSource({
      ...parts,
      census: this.#census,
      counted: () => this.#counted(),
    });
  }

  /** From now on these. `known`: what was told of them before this process. */
  follow(
    processes: readonly TrackProcess[],
    known: ReadonlyMap<string, Verdict>,
    buffer: SocketBuffer,
  ): void {
    const before = this.#trackers;
    this.#trackers = new Map();
    for (const process of processes) {
      const old = before.get(process.name);
      before.delete(process.name);
      this.#trackers.set(process.name, this.#follow(process, old, known));
    }
    for (const gone of before.values()) this.#clock.remove(gone);
    this.#source.follow(processes, buffer);
  }

  /** By name: of those that have one. */
  *results(): Iterable<readonly [string, Verdict]> {
    for (const [name, { result }] of this.#trackers) if (result !== null) yield [name, result];
  }

  get source(): "events" | "polling" | null {
    return this.#source.kind;
  }

  get status(): readonly ProcessStatus[] {
    return [...this.#trackers.values()].map(({ status }) => status);
  }

  #follow(
    process: TrackProcess,
    old: ProcessTracker | undefined,
    known: ReadonlyMap<string, Verdict>,
  ): ProcessTracker {
    if (old?.looksFor(process) === true) {
      old.adjust(process);
      return old;
    }
    if (old !== undefined) this.#clock.remove(old);
    // Of other processes under the same name nothing is known.
    const result = old === undefined ? (known.get(process.name) ?? null) : null;
    return new ProcessTracker(process, result, this.#parts);
  }

  #counted(): void {
    for (const [name, tracker] of this.#trackers) {
      tracker.counted(this.#census.countOf(name), this.#clock.now());
      this.#clock.update(tracker);
    }
  }
}

class ProcessTracker implements WokenMachine {
  readonly #parts: ProcessTrackerParts;
  #process: TrackProcess;
  #state: CountState;
  #result: Verdict | null;

  constructor(process: TrackProcess, known: Verdict | null, parts: ProcessTrackerParts) {
    this.#process = process;
    this.#parts = parts;
    this.#result = known;
    this.#state = beginCount(known?.good ?? null);
  }

  /** Null until the first one. */
  get result(): Verdict | null {
    return this.#result;
  }

  get deadline(): Micros | null {
    return this.#state.deadline;
  }

  get status(): ProcessStatus {
    return { name: this.#process.name, result: this.#result, count: this.#state.count };
  }

  looksFor(process: TrackProcess): boolean {
    const pattern = ({ process, parameters, parameterMatch, fullCommand }: TrackProcess) => ({
      process,
      parameters,
      parameterMatch,
      fullCommand,
    });
    return meansTheSame(pattern(process), pattern(this.#process));
  }

  /** The same processes, with other bounds perhaps. */
  adjust(process: TrackProcess): void {
    this.#process = process;
    if (this.#state.good !== null) this.#take(recount(process, this.#state));
  }

  counted(count: number, now: Micros): void {
    this.#take(stepCount(this.#process, this.#state, { kind: "counted", count }, now));
  }

  due(now: Micros): void {
    this.#take(stepCount(this.#process, this.#state, { kind: "deadline" }, now));
  }

  #take({ state, effects }: CountStep): void {
    this.#state = state;
    for (const effect of effects) {
      if (effect.kind === "log") this.#parts.log(effect.text);
      else {
        const { good, reason } = effect;
        this.#result = { kind: "verdict", good, reason };
        this.#parts.changed(this.#process.name, this.#result);
      }
    }
  }
}
