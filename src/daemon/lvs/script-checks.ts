/** MISC_CHECK: the runner runs the script, and its exit status is the outcome (behaviours §17). */
import type { MiscCheck } from "../../config/model/checker.ts";
import type { ProbeOutcome, RunningProbe } from "../../ports/prober.ts";
import type { Timers } from "../../ports/timers.ts";
import { plus, seconds } from "../../wire/units.ts";
import type { FromRunner, LvsToRunner, RunOutcome } from "../protocol.ts";
import { type DefaultScriptUser, runnerCommand } from "../runner-command.ts";

interface Run {
  readonly checker: MiscCheck;
  readonly serverWeight: number;
  readonly done: (outcome: ProbeOutcome) => void;
  readonly takeBackTimer: () => void;
}

/** `misc_dynamic`: statuses from here on say the weight, which is what they are above it. */
const lowestWeightStatus = 2;
/** The runner ends a script that takes too long; only one that was killed says nothing. */
const runnerGrace = seconds(5);

export class ScriptChecks {
  /** False when the runner does not read. */
  readonly #send: (message: LvsToRunner) => boolean;
  readonly #timers: Timers;
  readonly #runs = new Map<number, Run>();
  #lastId = 0;
  user: DefaultScriptUser = { user: null, group: null };

  constructor(send: (message: LvsToRunner) => boolean, timers: Timers) {
    this.#send = send;
    this.#timers = timers;
  }

  start(
    checker: MiscCheck,
    serverWeight: number,
    done: (outcome: ProbeOutcome) => void,
  ): RunningProbe {
    const id = ++this.#lastId;
    const { timeoutMicros } = checker;
    const silent: FromRunner = { kind: "finished", id, outcome: { kind: "timedOut" } };
    const takeBackTimer = this.#timers.after(plus(timeoutMicros, runnerGrace), () =>
      this.finished(silent),
    );
    this.#runs.set(id, { checker, serverWeight, done, takeBackTimer });
    const command = runnerCommand(checker.command, [], this.user);
    if (!this.#send({ kind: "run", id, timeoutMicros, ...command })) {
      const outcome = { kind: "notStarted", reason: "too many scripts are waiting" } as const;
      setImmediate(() => this.finished({ kind: "finished", id, outcome }));
    }
    return { cancel: () => this.#cancel(id) };
  }

  finished({ id, outcome }: FromRunner): void {
    const run = this.#runs.get(id);
    if (run === undefined) return;
    this.#runs.delete(id);
    run.takeBackTimer();
    run.done(outcomeOf(run, outcome));
  }

  #cancel(id: number): void {
    const run = this.#runs.get(id);
    if (run === undefined) return;
    this.#runs.delete(id);
    run.takeBackTimer();
    this.#send({ kind: "cancel", id });
  }
}

function outcomeOf({ checker, serverWeight }: Run, outcome: RunOutcome): ProbeOutcome {
  switch (outcome.kind) {
    case "exited": {
      const { status } = outcome;
      if (status === 0) {
        return { ok: true, weightDelta: checker.setsWeight ? 0 : null, warning: null };
      }
      if (!checker.setsWeight || status < lowestWeightStatus) {
        return { ok: false, reason: `exited with status ${status}` };
      }
      const weight = status - lowestWeightStatus;
      return { ok: true, weightDelta: weight - serverWeight, warning: null };
    }
    case "signalled":
      return { ok: false, reason: `terminated by ${outcome.signal}` };
    case "timedOut":
      return { ok: false, reason: "timed out" };
    case "notStarted":
      return { ok: false, reason: outcome.reason };
  }
}
