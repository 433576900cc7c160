/** All tracked scripts of the configuration. */
import type { TrackScript } from "../../../config/model/tracking.ts";
import type { Verdict } from "../../../core/tracking/result.ts";
import type { Micros } from "../../../wire/units.ts";
import { meansTheSame } from "../../configuration/same-meaning.ts";
import type { ScriptStatus } from "../../status/runner-status.ts";
import type { MachineClock } from "./machine-clock.ts";
import { ScriptTracker, type ScriptTrackerParts } from "./script-tracker.ts";

/**
 * Scripts that begin together would keep doing so: two hundred processes at once each second, which
 * all others have to wait for. Each begins this much after the one before it.
 */
const apartMicros = 2000;

export class ScriptTrackers {
  readonly #parts: ScriptTrackerParts;
  readonly #clock: MachineClock;
  #trackers = new Map<string, ScriptTracker>();

  constructor(parts: ScriptTrackerParts, clock: MachineClock) {
    this.#parts = {
      ...parts,
      launch: (script, output, ended) =>
        parts.launch(script, output, (end) => {
          ended(end);
          this.#rearm(script.name);
        }),
    };
    this.#clock = clock;
  }

  /** From now on these. `known`: what was told of them before this process. */
  follow(scripts: readonly TrackScript[], known: ReadonlyMap<string, Verdict>): void {
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
    for (const gone of before.values()) {
      this.#clock.remove(gone);
      gone.end();
    }
    for (const tracker of this.#trackers.values()) this.#clock.update(tracker);
  }

  /** By name: of those that have one. */
  *results(): Iterable<readonly [string, Verdict]> {
    for (const [name, { result }] of this.#trackers) if (result !== null) yield [name, result];
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

  /** With the end of one run another one may have begun, which has a limit. */
  #rearm(name: string): void {
    const tracker = this.#trackers.get(name);
    if (tracker !== undefined) this.#clock.update(tracker);
  }

  #begin(script: TrackScript, known: Verdict | null, place: number): ScriptTracker {
    const delayMicros = Math.min(place * apartMicros, script.intervalMicros / 2);
    const firstRun = (this.#clock.now() + Math.floor(delayMicros)) as Micros;
    return new ScriptTracker(script, known, firstRun, this.#parts);
  }
}
