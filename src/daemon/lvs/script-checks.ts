/**
 * MISC_CHECK: the runner runs the script, and its exit status is the outcome (keepalived.md §17).
 */
import type { MiscCheck } from "../../config/model/checker.ts";
import type { ProbeOutcome, RunningProbe } from "../../ports/prober.ts";
import type { Timers } from "../../ports/timers.ts";
import { plus, seconds } from "../../wire/units.ts";
import type { FromRunner, RunOutcome, ToRunner } from "../protocol/scripts.ts";
import { type DefaultScriptUser, runnerCommand } from "../runner-command.ts";

type RunMessage = ToRunner & { readonly kind: "run" };

interface Run {
  readonly message: RunMessage;
  readonly checker: MiscCheck;
  readonly serverWeight: number;
  readonly done: (outcome: ProbeOutcome) => void;
  takeBackTimer: () => void;
}

/** `misc_dynamic`: statuses from here on say the weight, which is what they are above it. */
const lowestWeightStatus = 2;
/** The runner ends a script that takes too long; only one that was killed says nothing. */
const runnerGrace = seconds(5);

export class ScriptChecks {
  /** False when the runner does not read. */
  readonly #send: (message: ToRunner) => boolean;
  readonly #timers: Timers;
  readonly #runs = new Map<number, Run>();
  /** Processes before this one had smaller numbers: what they are answered is not for us. */
  #lastId: number;
  user: DefaultScriptUser = { user: null, group: null };

  constructor(send: (message: ToRunner) => boolean, timers: Timers) {
    this.#send = send;
    this.#timers = timers;
    this.#lastId = timers.now();
    send({ kind: "cancelAll" });
  }

  start(
    checker: MiscCheck,
    serverWeight: number,
    done: (outcome: ProbeOutcome) => void,
  ): RunningProbe {
    const id = ++this.#lastId;
    const { timeoutMicros } = checker;
    const command = runnerCommand(checker.command, [], this.user);
    const message: RunMessage = { kind: "run", id, timeoutMicros, ...command };
    const run = { message, checker, serverWeight, done, takeBackTimer: () => undefined };
    this.#runs.set(id, run);
    this.#ask(run);
    return { cancel: () => this.#cancel(id) };
  }

  received(message: FromRunner): void {
    if (message.kind === "finished") return this.#finished(message.id, message.outcome);
    if (message.kind !== "began") return;
    // It ignores what it has read already.
    for (const run of this.#runs.values()) this.#ask(run);
  }

  #ask(run: Run): void {
    const { id, timeoutMicros } = run.message;
    run.takeBackTimer();
    run.takeBackTimer = this.#timers.after(plus(timeoutMicros, runnerGrace), () =>
      this.#finished(id, { kind: "timedOut" }),
    );
    if (this.#send(run.message)) return;
    const reason = "too many scripts are waiting";
    const outcome = { kind: "notStarted", reason, passing: true } as const;
    setImmediate(() => this.#finished(id, outcome));
  }

  #finished(id: number, outcome: RunOutcome): void {
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
      if (outcome.passing) return { ok: null, reason: outcome.reason };
      // A mistake in a script is none of the server (keepalived.md §14.4).
      return { ok: true, weightDelta: null, warning: `its script is not run: ${outcome.reason}` };
  }
}
