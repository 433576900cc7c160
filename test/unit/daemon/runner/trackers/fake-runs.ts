/** Scripts that run as the test says, in time that moves when told to. */
import type { TrackScript } from "../../../../../src/config/model/tracking.ts";
import type { Verdict } from "../../../../../src/core/tracking/result.ts";
import type { LaunchEnd } from "../../../../../src/daemon/runner/script-process.ts";
import { MachineClock } from "../../../../../src/daemon/runner/trackers/machine-clock.ts";
import { ScriptTrackers } from "../../../../../src/daemon/runner/trackers/script-trackers.ts";
import { failure, success } from "../../../../../src/wire/result.ts";
import type { Micros } from "../../../../../src/wire/units.ts";
import { FakeTimers } from "../../fakes.ts";

export interface FakeRun {
  readonly name: string;
  readonly at: number;
  readonly signals: string[];
  end(end: LaunchEnd): void;
}

export class FakeRuns {
  readonly timers = new FakeTimers();
  readonly clock: MachineClock;
  readonly scripts: ScriptTrackers;
  readonly runs: FakeRun[] = [];
  readonly changes: string[] = [];
  readonly log: string[] = [];
  openOutputs = 0;
  /** Why scripts do not start, by name. */
  readonly refusals = new Map<string, string>();
  #cancel: () => void = () => undefined;

  constructor() {
    this.clock = new MachineClock(this.timers);
    this.clock.use({ arm: (at) => this.#arm(at) });
    this.scripts = new ScriptTrackers(
      {
        timers: this.timers,
        wallClock: () => this.timers.now() / 1000,
        openOutput: () => this.#openOutput(),
        launch: (script, _output, ended) => this.#launch(script, ended),
        changed: (name, result, output) => this.#changed(name, result, output),
        log: (text) => void this.log.push(text),
      },
      this.clock,
    );
  }

  follow(scripts: readonly TrackScript[], known: ReadonlyMap<string, Verdict> = new Map()): void {
    this.scripts.follow(scripts, known);
  }

  advance(secondsOn: number): void {
    this.timers.advance(Math.round(secondsOn * 1_000_000));
  }

  /** The latest run of a script. */
  latest(name: string): FakeRun {
    const run = this.runs.findLast((each) => each.name === name);
    if (run === undefined) throw new Error(`${name} has not run`);
    return run;
  }

  exit(name: string, status: number): void {
    this.latest(name).end({ kind: "ended", status, signal: null });
  }

  #launch({ name }: TrackScript, end: (end: LaunchEnd) => void) {
    const reason = this.refusals.get(name);
    if (reason !== undefined) {
      return failure({ kind: "notStarted", reason, passing: false } as const);
    }
    const run: FakeRun = { name, at: this.timers.now() / 1_000_000, signals: [], end };
    this.runs.push(run);
    return success({ signal: (signal: string) => void run.signals.push(signal) });
  }

  #changed(name: string, { good, reason }: Verdict, output: readonly string[]): void {
    this.changes.push([name, good ? "good" : "bad", reason, ...output].join(" | "));
  }

  #openOutput() {
    this.openOutputs++;
    return {
      descriptor: 0,
      begin: () => undefined,
      lines: () => ["it says so"],
      close: () => void this.openOutputs--,
    };
  }

  #arm(at: Micros | null): void {
    this.#cancel();
    this.#cancel = (): void => undefined;
    if (at === null) return;
    const delay = Math.max(0, at - this.timers.now()) as Micros;
    this.#cancel = this.timers.after(delay, () => this.clock.ring());
  }
}
