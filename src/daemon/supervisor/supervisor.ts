/**
 * The supervisor: owns the configuration's text and the children, and no network state. It starts
 * them, hands them the same copy, passes on what signals ask for, and ends them.
 */
import type { Configuration } from "../../config/model/configuration.ts";
import { failure, type Result } from "../../wire/result.ts";
import type { Micros } from "../../wire/units.ts";
import type { LoadedConfiguration, LoadedFile } from "../configuration/load.ts";
import { logFindings } from "../configuration/log-findings.ts";
import type { AskResult } from "../control/questions.ts";
import { dataName } from "../dump/data-name.ts";
import { exitCode } from "../exit-codes.ts";
import type { DaemonOptions } from "../options.ts";
import type { ReloadPlan } from "../plan/reload-plan.ts";
import type { Question } from "../protocol/questions.ts";
import type { ChildParts, ChildReports } from "./child-parts.ts";
import type { ChildRole } from "./child-programs.ts";
import { LvsChild } from "./lvs-child.ts";
import type { Standing } from "./managed-child.ts";
import { processCounts } from "./process-counts.ts";
import { type ReloadOutcome, refusedBecause } from "./reload/outcome.ts";
import { planReload } from "./reload/planner.ts";
import { readForReload, reasonsOfCheck, writeCheckLog } from "./reload/reading.ts";
import { heldBack, whyNotReloadable } from "./reload/reloadable.ts";
import type { ReloadTimer } from "./reload/timer.ts";
import { type Asked, endsNow, ReloadUnderWay } from "./reload/under-way.ts";
import { RunnerChild } from "./runner-child.ts";
import type { ServiceManager } from "./service-manager.ts";
import { SpareMemory } from "./spare-memory.ts";
import { VrrpChild } from "./vrrp-child.ts";
import { type ConfiguredRole, wantedChildren } from "./wanted-children.ts";

export interface SupervisorParts extends Omit<ChildParts, "respawn"> {
  readonly options: DaemonOptions;
  readonly initial: LoadedConfiguration;
  readonly serviceManager: ServiceManager;
  /** Reads all files again. */
  load(): LoadedConfiguration;
  /** Reads a file, the daemon's own where it is null, that does not run. */
  loadFile(file: string | null): LoadedFile;
  /** `reload_file` without a path. */
  readonly usualMarker: string;
  /** `reload_time_file`. */
  readonly reloadTimer: Pick<ReloadTimer, "follow" | "close">;
}

export class Supervisor {
  readonly #parts: SupervisorParts;
  readonly #vrrp: VrrpChild;
  readonly #lvs: LvsChild;
  readonly #runner: RunnerChild;
  readonly #ended = Promise.withResolvers<number>();
  readonly #spareMemory: SpareMemory;
  #loaded: LoadedConfiguration;
  #phase: "starting" | "running" | "reloading" | "stopping" = "starting";
  /** Those that do not run what holds now, or have not ended, at a start or a reload. */
  readonly #awaited = new Set<ChildRole>();
  /** Those that the daemon ran when its end began. */
  readonly #endedWith = new Set<ChildRole>();
  #reload: ReloadUnderWay | null = null;
  /** The one after it. */
  #queued: Asked | null = null;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
    this.#spareMemory = new SpareMemory(parts.timers);
    this.#loaded = parts.initial;
    const initial = parts.initial.configuration;
    const childParts: ChildParts = { ...parts, respawn: parts.options.respawn };
    this.#vrrp = new VrrpChild(childParts, initial, {
      ...this.#reportsOf("vrrp"),
      instanceChanged: ({ name, phase }) => this.#lvs.instanceChanged(name, phase),
    });
    this.#lvs = new LvsChild(
      childParts,
      initial,
      this.#reportsOf("lvs"),
      () => this.#vrrp.instances,
    );
    this.#runner = new RunnerChild(childParts, initial, this.#reportsOf("runner"));
  }

  /** Resolves with the daemon's exit code, when every child is gone. */
  get ended(): Promise<number> {
    return this.#ended.promise;
  }

  /** What holds now. */
  get configuration(): Configuration {
    return this.#loaded.configuration;
  }

  start(): void {
    if (this.#phase === "stopping") return;
    const { configuration } = this.#loaded;
    this.#parts.reloadTimer.follow(configuration.global.reload);
    const wanted = wantedChildren(configuration, this.#parts.options.subsystems);
    if (wanted.size === 0) {
      this.#parts.logger.warning("Warning - the configuration has nothing for any process to run");
    }
    this.#run(configuration, wanted);
  }

  /** HUP. While one reload is under way, one more is remembered, for all who ask for it. */
  reload(): Promise<ReloadOutcome> {
    if (this.#phase === "stopping") return Promise.resolve(refusedBecause([endsNow]));
    if (this.#phase === "running") return this.#begin(Promise.withResolvers<ReloadOutcome>());
    if (this.#queued === null) {
      this.#parts.logger.info("Reload already in progress, request queued");
      this.#queued = Promise.withResolvers<ReloadOutcome>();
    }
    return this.#queued.promise;
  }

  /** TERM or INT: ends everything in order. */
  stop(): void {
    this.#end(exitCode.ok, this.#parts.options.keepVrrpAtStop);
  }

  /** USR1. */
  dumpData(): void {
    this.#parts.logger.info(`Printing parent data for process(${process.pid}) on signal`);
    const { global } = this.#loaded.configuration;
    const name = dataName("parent", global, this.#parts.childOptions.identitySuffix);
    this.#runner.writeFile(name, this.#loaded.parentData);
    this.#vrrp.dumpData();
    this.#lvs.dumpData();
  }

  /** USR2, and SIGRTMAX-1 which also sets the counters to zero. */
  dumpStats(clear: boolean): void {
    this.#vrrp.dumpStats(clear);
  }

  /** What a reload would do: of the daemon's own file where it is null. */
  plan(file: string | null, colour: boolean): Promise<Result<ReloadPlan, string>> {
    if (this.#phase !== "running") {
      return Promise.resolve(failure(`The daemon is ${this.#phase}: ask again when it runs`));
    }
    return planReload({
      running: this.#loaded,
      next: this.#parts.loadFile(file),
      subsystems: this.#parts.options.subsystems,
      children: { vrrp: this.#vrrp, lvs: this.#lvs },
      colour,
    });
  }

  /** SIGRTMIN+2. How many processes run only the runner knows. */
  async dumpJson(): Promise<void> {
    const { global, tracking } = this.#loaded.configuration;
    const counts = global.dumps.jsonVersion === 2 && tracking.processes.length > 0;
    this.#vrrp.dumpJson(counts ? processCounts(await this.ask("runner", { kind: "status" })) : {});
  }

  /** Null for a process that the configuration does not need. */
  standing(role: ChildRole): Standing | null {
    const { standing } = this.#childOf(role);
    if (standing !== null || !this.#endedWith.has(role)) return standing;
    return { kind: "dead", startsAt: null };
  }

  /** A question of an operator: an error where the process is dead or does not answer in time. */
  ask(role: ChildRole, question: Question, limitMicros?: Micros): Promise<AskResult> {
    return this.#childOf(role).ask(question, limitMicros);
  }

  #childOf(role: ChildRole): VrrpChild | LvsChild | RunnerChild {
    return { vrrp: this.#vrrp, lvs: this.#lvs, runner: this.#runner }[role];
  }

  #begin(asked: Asked): Promise<ReloadOutcome> {
    const { logger, serviceManager } = this.#parts;
    this.#phase = "reloading";
    serviceManager.reloading();
    logger.info("Reloading ...");
    const running = this.#loaded;
    const next = readForReload(this.#parts, running.configuration);
    logFindings(logger, next);
    writeCheckLog(next, running.configuration, logger);
    const reasons = [
      ...reasonsOfCheck(next, running.configuration),
      ...whyNotReloadable(running, next),
    ];
    this.#reload = new ReloadUnderWay(asked, running, next, reasons);
    if (reasons.length > 0) {
      this.#goOn();
      return asked.promise;
    }
    for (const line of heldBack(running.configuration, next.configuration)) logger.warning(line);
    this.#apply(next);
    return asked.promise;
  }

  #apply(next: LoadedConfiguration): void {
    this.#loaded = next;
    const { configuration } = next;
    const wanted = wantedChildren(configuration, this.#parts.options.subsystems);
    this.#endUnwanted(wanted, configuration.daemon.childWaitMicros);
    this.#run(configuration, wanted);
  }

  /** Each of the wanted, by a start or by a reload. */
  #run(configuration: Configuration, wanted: ReadonlySet<ConfiguredRole>): void {
    for (const role of wanted) this.#awaited.add(role);
    const runnerFirst = this.#runner.wanted;
    if (runnerFirst || wanted.size > 0) this.#awaited.add("runner");
    // What is asked of it from now on follows the new rules.
    if (runnerFirst) this.#runner.run(configuration);
    if (wanted.has("vrrp")) this.#vrrp.run(configuration);
    // What vrrp has for the runner waits in the socket pair: the one in a hurry goes first.
    if (!runnerFirst && wanted.size > 0) this.#runner.run(configuration);
    if (wanted.has("lvs")) this.#lvs.run(configuration);
    if (this.#awaited.size === 0) this.#allSettled();
  }

  #endUnwanted(wanted: ReadonlySet<ConfiguredRole>, limitMicros: Micros): void {
    for (const [role, child] of [
      ["vrrp", this.#vrrp],
      ["lvs", this.#lvs],
    ] as const) {
      if (wanted.has(role) || !child.wanted) continue;
      this.#parts.logger.warning(
        `Warning - the configuration has nothing left for the ${child.title} process: it ends`,
      );
      this.#awaited.add(role);
      void child.stop(limitMicros).then(() => this.#settled(role));
    }
  }

  #reportsOf(role: ChildRole): ChildReports {
    return {
      settled: () => this.#settled(role),
      delayed: () => this.#delayed(role),
      gaveUp: (code) => this.#end(code, false),
    };
  }

  #settled(role: ChildRole): void {
    this.#awaited.delete(role);
    if (this.#awaited.size === 0) this.#allSettled();
  }

  #allSettled(): void {
    if (this.#phase === "starting") {
      this.#parts.logger.info("Startup complete");
      this.#record("started", `configuration ${this.#parts.options.configurationFile}`);
    } else if (this.#phase !== "reloading") return;
    this.#goOn();
  }

  /** Its successor is given the new configuration, whenever that is: another one may come. */
  #delayed(role: ChildRole): void {
    if (this.#phase !== "reloading") return;
    if (this.#awaited.delete(role)) this.#reload?.delay(role);
    if (this.#awaited.size === 0) this.#goOn();
  }

  /** After a start or a reload. */
  #goOn(): void {
    this.#phase = "running";
    const [ended, queued] = [this.#reload, this.#queued];
    this.#reload = null;
    this.#queued = null;
    if (ended !== null) this.#reloaded(ended);
    this.#parts.serviceManager.ready();
    this.#spareMemory.giveBack();
    if (queued !== null) void this.#begin(queued);
  }

  #reloaded(reload: ReloadUnderWay): void {
    const { journal, logger, reloadTimer } = this.#parts;
    journal(reload.end(logger), Date.now());
    reloadTimer.follow(this.#loaded.configuration.global.reload);
  }

  /** A stop, or a child that cannot go on. */
  #end(code: number, keepVrrp: boolean): void {
    if (this.#phase === "stopping") return;
    this.#phase = "stopping";
    for (const role of ["vrrp", "lvs", "runner"] as const) {
      if (this.standing(role) !== null) this.#endedWith.add(role);
    }
    this.#parts.logger.info("Stopping");
    this.#parts.serviceManager.stopping();
    this.#parts.reloadTimer.close();
    this.#reload?.abandon();
    this.#queued?.resolve(refusedBecause([endsNow]));
    void this.#stopChildren(keepVrrp).then(() => {
      const why = code === exitCode.ok ? "it was told to" : "a process cannot go on";
      this.#record("stopped", `${why} (exit code ${code})`);
      this.#ended.resolve(code);
    });
  }

  #record(what: "started" | "stopped", because: string): void {
    this.#parts.journal({ kind: "daemon", what, because }, Date.now());
  }

  async #stopChildren(keepVrrp: boolean): Promise<void> {
    const limitMicros = this.#loaded.configuration.daemon.childWaitMicros;
    await this.#vrrp.stop(limitMicros, keepVrrp);
    // While the addresses were here, what came for them had to find the table.
    await this.#lvs.stop(limitMicros);
    await this.#runner.stop();
  }
}
