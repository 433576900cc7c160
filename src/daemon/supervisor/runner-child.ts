/** The runner as the supervisor sees it. */
import type { Configuration } from "../../config/model/configuration.ts";
import { type Micros, seconds } from "../../wire/units.ts";
import { alertRules } from "../alert-rules.ts";
import type { AskResult } from "../control/questions.ts";
import type { Question } from "../protocol/questions.ts";
import type { RunnerToSupervisor, ScriptRules, SupervisorToRunner } from "../protocol/runner.ts";
import { defaultScriptUser } from "../runner-command.ts";
import type { ChildParts, ChildReports } from "./child-parts.ts";
import type { Standing } from "./managed-child.ts";
import { SupervisedChild } from "./supervised-child.ts";

/** After the other processes ended their last notifications get this long (keepalived.md §1.6). */
const stopMicros = seconds(1);
/** Between asking it to end and killing it, beyond the time it was given. */
const graceMicros = seconds(0.5);

export class RunnerChild {
  readonly #process: SupervisedChild<RunnerToSupervisor, SupervisorToRunner>;
  #configuration: Configuration;
  /** By the last process that lived long enough. */
  #pipesMade: readonly string[] = [];

  constructor(parts: ChildParts, initial: Configuration, reports: ChildReports) {
    this.#configuration = initial;
    this.#process = new SupervisedChild({ role: "runner", title: "Runner" }, parts, {
      greeting: () => [
        {
          kind: "configure",
          options: parts.childOptions,
          pipesMade: this.#pipesMade,
          ...scriptRules(this.#configuration),
        },
      ],
      said: (message) => {
        if (message.kind === "pipesMade") this.#pipesMade = message.paths;
      },
      settled: () => reports.settled(),
      ended: () => undefined,
      delayed: () => reports.delayed(),
      gaveUp: (code) => reports.gaveUp(code),
    });
  }

  get wanted(): boolean {
    return this.#process.wanted;
  }

  get standing(): Standing | null {
    return this.#process.standing;
  }

  ask(question: Question, limitMicros?: Micros): Promise<AskResult> {
    return this.#process.ask(question, limitMicros);
  }

  /** From now on scripts follow these rules. */
  run(configuration: Configuration): void {
    this.#configuration = configuration;
    if (!this.#process.running) return this.#process.start();
    this.#process.tellToReload({ kind: "reload", ...scriptRules(configuration) });
  }

  writeFile(name: string, text: string): void {
    this.#process.tell({ kind: "writeFile", name, text });
  }

  stop(): Promise<void> {
    const limitMicros = stopMicros;
    return this.#process.stop({ kind: "stop", limitMicros }, (stopMicros + graceMicros) as Micros);
  }
}

const scriptRules = ({ global }: Configuration): ScriptRules => ({
  scriptUser: defaultScriptUser(global),
  scriptSecurity: global.scriptSecurity,
  notifyFifos: global.notifyFifos ?? null,
  alerts: alertRules(global),
  processMonitor: global.buffers.processMonitor,
});
