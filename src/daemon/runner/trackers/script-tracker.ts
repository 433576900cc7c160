/** One `vrrp_script`: its machine, its process, and what it wrote. */
import type { TrackScript } from "../../../config/model/tracking.ts";
import type { Verdict } from "../../../core/tracking/result.ts";
import {
  adjustScript,
  beginScript,
  type RunEnd,
  type ScriptEffect,
  type ScriptEvent,
  type ScriptState,
  scriptDeadline,
  stepScript,
} from "../../../core/tracking/script.ts";
import type { Result } from "../../../wire/result.ts";
import { type Micros, seconds } from "../../../wire/units.ts";
import type { ScriptStatus } from "../../status/runner-status.ts";
import type { Timers } from "../../timers.ts";
import type { LaunchEnd, LaunchedScript, NotStarted } from "../script-process.ts";
import { RunRecord } from "./run-record.ts";

export interface RunOutput {
  /** What a run has as standard output and error. */
  readonly descriptor: number;
  begin(): void;
  /** The last ones of this run. */
  lines(): readonly string[];
  close(): void;
}

export interface ScriptTrackerParts {
  readonly timers: Timers;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  openOutput(): RunOutput;
  launch(
    script: TrackScript,
    output: number,
    ended: (end: LaunchEnd) => void,
  ): Result<LaunchedScript, NotStarted>;
  /** `output`: what a failing script wrote last. */
  changed(name: string, result: Verdict, output: readonly string[]): void;
  log(text: string): void;
}

/** Between SIGTERM and SIGKILL for one that is not followed any more. */
const endMicros = seconds(2);

export class ScriptTracker {
  readonly #parts: ScriptTrackerParts;
  readonly #output: RunOutput;
  readonly #record = new RunRecord();
  #script: TrackScript;
  #state: ScriptState;
  #result: Verdict | null;
  #process: LaunchedScript | null = null;
  /** Once it is not followed any more: takes the coming SIGKILL back. */
  #ended: (() => void) | null = null;

  constructor(
    script: TrackScript,
    known: Verdict | null,
    firstRun: Micros,
    parts: ScriptTrackerParts,
  ) {
    this.#parts = parts;
    this.#script = script;
    this.#output = parts.openOutput();
    this.#result = known;
    const { state, effects } = beginScript(script, known?.good ?? null, firstRun);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  get script(): TrackScript {
    return this.#script;
  }

  get deadline(): Micros | null {
    return this.#ended === null ? scriptDeadline(this.#state) : null;
  }

  /** Null until the first one. */
  get result(): Verdict | null {
    return this.#result;
  }

  get isRunning(): boolean {
    return this.#state.run !== null;
  }

  get worstLatenessMicros(): Micros {
    return this.#record.worstLatenessMicros;
  }

  get status(): ScriptStatus {
    const { judgement, run } = this.#state;
    const sinceMicros = run === null ? null : this.#parts.timers.now() - run.startedAt;
    return {
      name: this.#script.name,
      ...judgement,
      ...this.#record.summary(),
      runningForMicros: sinceMicros as Micros | null,
    };
  }

  /** The same command, with other numbers perhaps. */
  adjust(script: TrackScript): void {
    this.#script = script;
    this.#state = adjustScript(this.#state, script, this.#parts.timers.now());
  }

  /** Its deadline has come. */
  due(now: Micros): void {
    const lateMicros = (now - this.#state.nextRun) as Micros;
    if (!this.isRunning) this.#record.late(lateMicros);
    this.#step({ kind: "deadline" }, now);
  }

  /** It is not followed any more. */
  end(): void {
    this.#ended = (): void => undefined;
    this.#output.close();
    const process = this.#process;
    if (process === null) return;
    process.signal("SIGTERM");
    this.#ended = this.#parts.timers.after(endMicros, () => process.signal("SIGKILL"));
  }

  #step(event: ScriptEvent, now: Micros): void {
    const { state, effects } = stepScript(this.#script, this.#state, event, now);
    const { run } = this.#state;
    this.#state = state;
    for (const effect of effects) {
      if (effect.kind === "ended" && run !== null) {
        const durationMicros = (now - run.startedAt) as Micros;
        this.#record.ended(effect, durationMicros, this.#parts.wallClock());
      }
      this.#carryOut(effect);
    }
  }

  #carryOut(effect: ScriptEffect): void {
    switch (effect.kind) {
      case "start":
        return this.#start();
      case "signal":
        return this.#process?.signal(effect.signal);
      case "skipped":
        return this.#record.wasSkipped();
      case "ended":
        this.#process = null;
        return;
      case "changed": {
        const { good, reason } = effect;
        this.#result = { kind: "verdict", good, reason };
        const lines = good ? [] : this.#output.lines();
        return this.#parts.changed(this.#script.name, this.#result, lines);
      }
      case "log":
        return this.#parts.log(effect.text);
    }
  }

  #start(): void {
    this.#record.began();
    this.#output.begin();
    const { descriptor } = this.#output;
    const process = this.#parts.launch(this.#script, descriptor, (end) => this.#wasReaped(end));
    if (process.ok) this.#process = process.value;
    else this.#wasReaped(process.error);
  }

  #wasReaped(end: LaunchEnd): void {
    if (this.#ended !== null) return this.#ended();
    if (end.kind === "notStarted") this.#warnOnce(end);
    this.#step({ kind: "ended", end: runEndOf(end) }, this.#parts.timers.now());
  }

  #warnOnce({ reason }: NotStarted): void {
    if (!this.#record.isNewRefusal(reason)) return;
    const { name, command } = this.#script;
    this.#parts.log(`Track script ${name} cannot run ${command.argv[0]}: ${reason}`);
  }
}

function runEndOf(end: LaunchEnd): RunEnd {
  if (end.kind === "notStarted") return end;
  const { status, signal } = end;
  return status === null ? { kind: "signalled", signal: signal ?? 0 } : { kind: "exited", status };
}
