/** The lvs process as the supervisor sees it: what it is given, and what is remembered for the next. */
import type { Configuration } from "../../config/model/configuration.ts";
import type { Phase } from "../../core/vrrp/state.ts";
import { type Micros, seconds } from "../../wire/units.ts";
import { LvsConfigurationWriter } from "../configuration/lvs-configuration.ts";
import type { AskResult } from "../control/questions.ts";
import type { ChildOptions } from "../options.ts";
import type { LvsToSupervisor, SupervisorToLvs } from "../protocol/lvs.ts";
import type { Question } from "../protocol/questions.ts";
import type { InstanceSnapshot } from "../protocol/vrrp.ts";
import type { ChildParts, ChildReports } from "./child-parts.ts";
import type { Standing } from "./managed-child.ts";
import { ServerMemory } from "./server-memory.ts";
import { SupervisedChild } from "./supervised-child.ts";

/** Of tens of thousands of real servers. */
const planLimitMicros = seconds(30);

export class LvsChild {
  readonly #process: SupervisedChild<LvsToSupervisor, SupervisorToLvs>;
  readonly #writer = new LvsConfigurationWriter();
  readonly #memory = new ServerMemory();
  #configuration: Configuration;
  #mostServers = 0;

  /** `instances`: where the VRRP instances stand now. */
  constructor(
    parts: ChildParts,
    initial: Configuration,
    reports: ChildReports,
    instances: () => readonly InstanceSnapshot[],
  ) {
    this.#configuration = initial;
    this.#process = new SupervisedChild({ role: "lvs", title: "Healthcheck" }, parts, {
      greeting: () => this.#greeting(parts.childOptions, instances()),
      said: (message) => this.#said(message),
      settled: () => reports.settled(),
      ended: () => undefined,
      delayed: () => reports.delayed(),
      gaveUp: (code) => reports.gaveUp(code),
    });
  }

  get title(): string {
    return this.#process.title;
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

  /** What a reload with this configuration would do. */
  plan(configuration: Configuration): Promise<AskResult> {
    const change = this.#writer.question(configuration);
    return this.ask({ kind: "planBalancing", configuration: change }, planLimitMicros);
  }

  /** Runs this configuration: by a reload, or by a start. */
  run(configuration: Configuration): void {
    this.#configuration = configuration;
    this.#mostServers = configuration.loadBalancing.virtualServers.reduce(
      (sum, { realServers }) => sum + realServers.length,
      0,
    );
    if (!this.#process.running) return this.#process.start();
    const changed = this.#writer.change(configuration);
    this.#process.tellToReload({ kind: "reload", configuration: changed });
  }

  stop(limitMicros: Micros): Promise<void> {
    return this.#process.stop({ kind: "stop", limitMicros }, limitMicros);
  }

  dumpData(): void {
    this.#process.tell({ kind: "dumpData" });
  }

  instanceChanged(name: string, phase: Phase): void {
    this.#process.tell({ kind: "instanceState", name, phase });
  }

  *#greeting(
    options: ChildOptions,
    instances: readonly InstanceSnapshot[],
  ): Generator<SupervisorToLvs> {
    const { serversDown } = this.#memory;
    const { parts, last } = this.#writer.whole(this.#configuration);
    for (const part of parts) yield { kind: "virtualServers", part };
    yield { kind: "configure", configuration: last, options, serversDown, instances };
  }

  #said(message: LvsToSupervisor): void {
    switch (message.kind) {
      case "ready":
        return this.#memory.began();
      case "serverState":
        return this.#memory.remember(message, this.#mostServers);
      case "stopped":
        return this.#memory.forget();
      case "reloaded":
      case "here":
      case "answer":
      case "journal":
      case "log":
        return;
    }
  }
}
