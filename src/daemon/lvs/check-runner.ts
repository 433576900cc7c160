/** The shell around all health checks: brings events in, and carries their effects out. */
import type { CheckEffect } from "../../core/check/effects.ts";
import type { CheckEvent } from "../../core/check/events.ts";
import { startDelayMicros } from "../../core/check/start-delay.ts";
import { step } from "../../core/check/step.ts";
import type { Deadlines, Timed } from "../../core/deadlines.ts";
import type { ProbeOutcome } from "../../ports/prober.ts";
import type { Micros } from "../../wire/units.ts";
import type { BalancerPorts } from "./ports.ts";
import type { RunningCheck } from "./running-service.ts";

const mostBeginningLines = 1000;

export type CheckRunnerPorts = Pick<BalancerPorts, "clock" | "chance" | "prober" | "log">;

/** What a check says of its real server. */
export type CheckReport = Extract<CheckEffect, { kind: "verdict" | "confirmed" | "weightChanged" }>;

export interface CheckRunnerListener {
  reported(check: RunningCheck, report: CheckReport): void;
  /** A probe has ended, and what follows from it has been reported. */
  turnEnded(): void;
}

export class CheckRunner {
  readonly #ports: CheckRunnerPorts;
  readonly #deadlines: Deadlines<Timed>;
  readonly #listener: CheckRunnerListener;
  /** What FILE_CHECK follows, as last read. */
  readonly #fileValues = new Map<string, number>();

  #isQuiet = false;

  constructor(ports: CheckRunnerPorts, deadlines: Deadlines<Timed>, listener: CheckRunnerListener) {
    this.#ports = ports;
    this.#deadlines = deadlines;
    this.#listener = listener;
  }

  /** Tens of thousands that begin at once are one line of the log, and not one each. */
  begin(checks: readonly RunningCheck[], now: Micros): void {
    this.#isQuiet = checks.length > mostBeginningLines;
    for (const check of checks) this.#begin(check, now);
    if (!this.#isQuiet) return;
    this.#isQuiet = false;
    this.#ports.log.info(`Activating ${checks.length} healthcheckers`);
  }

  #begin(check: RunningCheck, now: Micros): void {
    if (check.service.suspended) return this.take(check, { kind: "suspended" }, now);
    this.take(check, { kind: "start", delayMicros: this.#startDelay(check) }, now);
    const { checker } = check.subject;
    if (checker.kind !== "file") return;
    const value = this.#fileValues.get(checker.file);
    if (value !== undefined) this.take(check, { kind: "fileValue", value }, now);
  }

  /** `ha_suspend`: the address of its virtual server came or went. */
  setSuspended(check: RunningCheck, suspended: boolean, now: Micros): void {
    if (suspended) this.take(check, { kind: "suspended" }, now);
    else this.take(check, { kind: "activated", delayMicros: this.#startDelay(check) }, now);
  }

  fileChanged(checks: Iterable<RunningCheck>, file: string, value: number, now: Micros): void {
    this.#fileValues.set(file, value);
    for (const check of checks) {
      const { checker } = check.subject;
      if (checker.kind !== "file" || checker.file !== file) continue;
      this.take(check, { kind: "fileValue", value }, now);
    }
  }

  take(check: RunningCheck, event: CheckEvent, now: Micros): void {
    const { state, effects } = step(check.subject, check.state, event, now);
    check.state = state;
    this.#deadlines.update(check);
    for (const effect of effects) this.#carryOut(check, effect);
  }

  retire(check: RunningCheck): void {
    check.cancelProbe();
    this.#deadlines.remove(check);
  }

  #startDelay({ subject }: RunningCheck): Micros {
    return startDelayMicros(subject.checker, this.#ports.chance());
  }

  #carryOut(check: RunningCheck, effect: CheckEffect): void {
    switch (effect.kind) {
      case "probe":
        return this.#probe(check, effect.url);
      case "cancelProbe":
        return check.cancelProbe();
      case "log":
        if (this.#isQuiet) return;
        return this.#ports.log.log(effect.level, effect.message);
      case "verdict":
      case "confirmed":
      case "weightChanged":
        return this.#listener.reported(check, effect);
    }
  }

  #probe(check: RunningCheck, url: number): void {
    const { checker } = check.subject;
    if (checker.kind === "file" || checker.kind === "bfd") return;
    const serverWeight = check.service.model.realServers[check.server]?.weight ?? 0;
    check.cancelProbe();
    check.probe = this.#ports.prober.start({ checker, url, serverWeight }, (outcome) =>
      this.#probed(check, outcome),
    );
  }

  #probed(check: RunningCheck, outcome: ProbeOutcome): void {
    check.probe = null;
    this.take(check, { kind: "probed", outcome }, this.#ports.clock.now());
    this.#listener.turnEnded();
  }
}
