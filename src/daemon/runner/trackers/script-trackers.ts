/** All tracked scripts of the configuration, on one timer. */
import type { TrackScript } from "../../../config/model/tracking.ts";
import { Deadlines } from "../../../core/deadlines.ts";
import type { Alarm } from "../../../ports/clock.ts";
import type { Micros } from "../../../wire/units.ts";
import { meansTheSame } from "../../configuration/same-meaning.ts";
import type { ScriptStatus } from "../../status/runner-status.ts";
import { ScriptTracker, type ScriptTrackerParts } from "./script-tracker.ts";

/**
 * Scripts that begin together would keep doing so: two hundred processes at once each second, which
 * all others have to wait for. Each begins this much after the one before it.
 */
const apartMicros = 2000;

export class ScriptTrackers {
  readonly #parts: ScriptTrackerParts;
  readonly #alarm: Alarm;
  readonly #deadlines = new Deadlines<ScriptTracker>();
  #trackers = new Map<string, ScriptTracker>();

  /** `fire` has to be called when the alarm rings. */
  constructor(parts: ScriptTrackerParts, alarm: Alarm) {
    this.#parts = parts;
    this.#alarm = alarm;
  }

  /** `known`: what was told of them before this process. */
  follow(scripts: readonly TrackScript[], known: ReadonlyMap<string, boolean>): void {
    const before = this.#trackers;
    this.#trackers = new Map();
    let fresh = 0;
    for (const script of scripts) {
      const { name } = script;
      const old = before.get(name);
      if (old !== undefined && meansTheSame(old.script.command, script.command)) {
        before.delete(name);
        old.adjust(script);
        this.#trackers.set(name, old);
      } else {
        // Of another command under the same name nothing is known.
        const result = old === undefined ? (known.get(name) ?? null) : null;
        this.#trackers.set(name, this.#begin(script, result, fresh++));
      }
    }
    for (const gone of before.values()) this.#end(gone);
    for (const tracker of this.#trackers.values()) this.#deadlines.update(tracker);
    this.#alarm.arm(this.#deadlines.next());
  }

  /** The alarm was armed for this moment. A run that ends moves no deadline nearer. */
  fire(): void {
    const now = this.#parts.timers.now();
    for (const tracker of this.#deadlines.due(now)) {
      tracker.due(this.#parts.timers.now());
      this.#deadlines.update(tracker);
    }
    this.#alarm.arm(this.#deadlines.next());
  }

  /** What runs is asked to end. */
  close(): void {
    this.follow([], new Map());
  }

  get running(): number {
    let count = 0;
    for (const { isRunning } of this.#trackers.values()) if (isRunning) count++;
    return count;
  }

  get worstLatenessMicros(): Micros {
    let worst = 0 as Micros;
    for (const { worstLatenessMicros: late } of this.#trackers.values()) {
      if (late > worst) worst = late;
    }
    return worst;
  }

  get status(): readonly ScriptStatus[] {
    return [...this.#trackers.values()].map(({ status }) => status);
  }

  #begin(script: TrackScript, known: boolean | null, place: number): ScriptTracker {
    const delayMicros = Math.min(place * apartMicros, script.intervalMicros / 2);
    const firstRun = (this.#parts.timers.now() + Math.floor(delayMicros)) as Micros;
    return new ScriptTracker(script, known, firstRun, this.#parts);
  }

  #end(tracker: ScriptTracker): void {
    this.#deadlines.remove(tracker);
    tracker.end();
  }
}
