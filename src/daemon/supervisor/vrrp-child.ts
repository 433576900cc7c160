/**
 * The vrrp process as the supervisor sees it: what it is given, what is remembered for the next one,
 * and what is cleaned up after one that did not end in order.
 */
import type { Configuration } from "../../config/model/configuration.ts";
import { type Micros, seconds } from "../../wire/units.ts";
import { encodeForVrrp } from "../configuration/codec.ts";
import type { AskResult } from "../control/questions.ts";
import type { ProcessCounts } from "../dump/json/write-json.ts";
import type { Question } from "../protocol/questions.ts";
import type { InstanceSnapshot, SupervisorToVrrp, VrrpToSupervisor } from "../protocol/vrrp.ts";
import { outlastsDelay } from "../vrrp/resume.ts";
import type { ChildParts, ChildReports } from "./child-parts.ts";
import { isEmpty, withInstancesOf, withoutAddressesOf } from "./leftover-configuration.ts";
import { LeftoverRelease } from "./leftover-release.ts";
import type { Standing } from "./managed-child.ts";
import { ResumeMemory } from "./resume-memory.ts";
import { SupervisedChild } from "./supervised-child.ts";

export interface VrrpReports extends ChildReports {
  instanceChanged(instance: InstanceSnapshot): void;
}

/** Between asking it to end and killing it, beyond the time it was given. */
const graceMicros = seconds(0.5);
/** What a dead process said last is read within this time. */
const lastWordsMicros = seconds(0.5);

const planLimitMicros = seconds(10);

export class VrrpChild {
  readonly #parts: ChildParts;
  readonly #reports: VrrpReports;
  readonly #process: SupervisedChild<VrrpToSupervisor, SupervisorToVrrp>;
  readonly #memory = new ResumeMemory();
  readonly #release: LeftoverRelease;
  #configuration: Configuration;
  /** Ran until a reload that the process has not confirmed yet: it may hold addresses of it. */
  #before: Configuration | null = null;

  constructor(parts: ChildParts, initial: Configuration, reports: VrrpReports) {
    this.#parts = parts;
    this.#reports = reports;
    this.#configuration = initial;
    this.#release = new LeftoverRelease({
      logger: parts.logger,
      timers: parts.timers,
      spawn: () => parts.spawn("vrrp"),
      childLogged: ({ text, atMillis }) =>
        parts.childLogged("vrrp", { level: "info", text, atMillis }),
    });
    const spawn: ChildParts["spawn"] = (role) => {
      this.#release.abandon();
      return parts.spawn(role);
    };
    this.#process = new SupervisedChild(
      { role: "vrrp", title: "VRRP" },
      { ...parts, spawn },
      {
        greeting: () => [
          {
            kind: "configure",
            configuration: encodeForVrrp(this.#configuration),
            options: parts.childOptions,
            resume: this.#memory.snapshot(),
          },
        ],
        said: (message) => this.#said(message),
        settled: () => reports.settled(),
        ended: () => this.#memory.died(parts.timers.now()),
        delayed: (delayMicros) => this.#delayed(delayMicros),
        gaveUp: (code) => reports.gaveUp(code),
      },
    );
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

  /** Where the instances stand, as far as they said. */
  get instances(): readonly InstanceSnapshot[] {
    return this.#memory.instances;
  }

  /** What a reload with this configuration would do. */
  plan(configuration: Configuration): Promise<AskResult> {
    const encoded = encodeForVrrp(configuration);
    return this.ask({ kind: "plan", configuration: encoded }, planLimitMicros);
  }

  /** Runs this configuration: by a reload, or by a start. */
  run(configuration: Configuration): void {
    if (this.#process.wanted) this.#before = this.#configuration;
    this.#configuration = configuration;
    if (!this.#process.running) return this.#process.start();
    const encoded = encodeForVrrp(configuration);
    this.#process.tellToReload({ kind: "reload", configuration: encoded });
  }

  /** `keepAddresses`: what it cannot hand over itself stays. */
  async stop(limitMicros: Micros, keepAddresses = false): Promise<void> {
    await this.#process.stop({ kind: "stop", limitMicros }, limitMicros);
    if (!keepAddresses) await this.#releaseLeftBehind();
  }

  dumpData(): void {
    this.#process.tell({ kind: "dumpData" });
  }

  dumpJson(processCounts: ProcessCounts): void {
    this.#process.tell({ kind: "dumpJson", processCounts });
  }

  dumpStats(clear: boolean): void {
    this.#process.tell({ kind: "dumpStats", clear });
  }

  /** A peer takes over while nothing runs here: two holders would be worse than none. */
  #delayed(delayMicros: Micros): void {
    // Where a peer will have taken over by then, two machines must not answer.
    if (!outlastsDelay(this.#configuration, delayMicros)) void this.#releaseLeftBehind();
    this.#reports.delayed();
  }

  /** Of a process that did not end in order, while no other one runs. */
  async #releaseLeftBehind(): Promise<void> {
    const { promise: tired, resolve } = Promise.withResolvers<void>();
    const cancel = this.#parts.timers.after(lastWordsMicros, resolve);
    await Promise.race([this.#process.silent, tired]);
    cancel();
    if (this.#process.running || !this.#memory.holdsAddresses) return;
    const configuration = withInstancesOf(this.#configuration, this.#before);
    if (!(await this.#runRelease(configuration))) return;
    this.#memory.released();
    this.#before = null;
  }

  /** Of a process that died during a reload, and that its successor's configuration lacks. */
  #releaseForgotten(): void {
    if (this.#before === null) return;
    const forgotten = withoutAddressesOf(this.#before, this.#configuration);
    this.#before = null;
    if (!isEmpty(forgotten)) void this.#runRelease(forgotten);
  }

  #runRelease(configuration: Configuration): Promise<boolean> {
    const encoded = encodeForVrrp(configuration);
    const options = this.#parts.childOptions;
    return this.#release.run({ kind: "release", configuration: encoded, options });
  }

  #said(message: VrrpToSupervisor): void {
    switch (message.kind) {
      case "ready":
        return this.#releaseForgotten();
      case "reloaded":
        this.#before = null;
        this.#memory.keepOnly(this.#configuration.vrrpInstances.map(({ name }) => name));
        return;
      case "stopping":
        return this.#process.extendStop((message.needMicros + graceMicros) as Micros);
      case "stopped":
        this.#before = null;
        return this.#memory.forget();
      case "instanceState":
        this.#memory.remember(message);
        return this.#reports.instanceChanged(message);
      case "instanceGone":
      case "operator":
      case "trackerResult":
        return this.#memory.remember(message);
      case "here":
      case "answer":
      case "journal":
      case "log":
        return;
    }
  }
}
