/**
 * The supervisor: owns the configuration's text and the children, and no network state. It starts
 * `runner` and `vrrp`, hands them the same copy, passes on what signals ask for, and ends them.
 */
import type { ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import type { Configuration } from "../../config/model/configuration.ts";
import { type Micros, seconds } from "../../wire/units.ts";
import { type Channel, channelOnSocket } from "../channel.ts";
import { encodeForVrrp } from "../configuration/codec.ts";
import type { LoadedConfiguration } from "../configuration/load.ts";
import { logFindings } from "../configuration/log-findings.ts";
import { exitCode } from "../exit-codes.ts";
import type { ProcessRole } from "../log/identity.ts";
import type { Logger, LogLine } from "../log/logger.ts";
import type { ChildOptions, DaemonOptions } from "../options.ts";
import type {
  LogMessage,
  RunnerToSupervisor,
  ScriptRules,
  SupervisorToRunner,
  SupervisorToVrrp,
  VrrpToSupervisor,
} from "../protocol.ts";
import type { Timers } from "../timers.ts";
import { outlastsDelay } from "../vrrp/resume.ts";
import { AnswerWatch, answerLimitMicros } from "./answer-watch.ts";
import { logStandardError } from "./child-errors.ts";
import type { ChildRole } from "./child-programs.ts";
import { withInstancesOf, withoutAddressesOf } from "./leftover-configuration.ts";
import { LeftoverRelease } from "./leftover-release.ts";
import { type ChildHooks, ManagedChild } from "./managed-child.ts";
import { whyNotReloadable } from "./reloadable.ts";
import { ResumeMemory } from "./resume-memory.ts";
import type { ServiceManager } from "./service-manager.ts";

export interface SupervisorParts {
  readonly options: DaemonOptions;
  readonly childOptions: ChildOptions;
  readonly initial: LoadedConfiguration;
  readonly logger: Logger;
  readonly timers: Timers;
  readonly serviceManager: ServiceManager;
  /** Reads all files again. */
  load(): LoadedConfiguration;
  spawn(role: ChildRole): ChildProcess;
  /** Records the child's pid, or takes the record away with null. */
  vrrpProcessChanged(processId: number | null): void;
  /** A child's line for the console and the log file. */
  childLogged(role: ProcessRole, line: LogLine): void;
}

/** A configuration may wait whole for a child that is starting. */
const channelQueueBytes = 64 * 1024 * 1024;
/** After the vrrp process ended its last notifications get this long (behaviours §1.6). */
const runnerStopMicros = seconds(1);
/** Between asking a process to end and killing it, beyond the time it was given. */
const graceMicros = seconds(0.5);
/** What a dead child said last is read within this time. */
const lastWordsMicros = seconds(0.5);

export class Supervisor {
  readonly #parts: SupervisorParts;
  readonly #vrrp: ManagedChild;
  readonly #runner: ManagedChild;
  readonly #memory = new ResumeMemory();
  readonly #ended = Promise.withResolvers<number>();
  #toVrrp: Channel<SupervisorToVrrp> | null = null;
  #toRunner: Channel<SupervisorToRunner> | null = null;
  #loaded: LoadedConfiguration;
  #phase: "starting" | "running" | "reloading" | "stopping" = "starting";
  /** Ran until a reload that the vrrp process has not confirmed yet: it may hold addresses of it. */
  #before: Configuration | null = null;
  readonly #release: LeftoverRelease;
  /** Resolves when the last vrrp process has nothing more to say. */
  #vrrpSilent: Promise<void> = Promise.resolve();
  #reloadQueued = false;
  readonly #watch: AnswerWatch;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
    this.#loaded = parts.initial;
    this.#vrrp = this.#managed("vrrp", "VRRP", {
      started: (child) => this.#vrrpStarted(child),
      ended: () => this.#vrrpEnded(),
      delayed: (delayMicros) => this.#vrrpDelayed(delayMicros),
    });
    this.#watch = new AnswerWatch(parts.timers, {
      ask: () => this.#toVrrp?.send({ kind: "areYouThere" }),
      hung: (what) => this.#vrrpHangs(what),
    });
    this.#release = new LeftoverRelease({
      logger: parts.logger,
      timers: parts.timers,
      spawn: () => parts.spawn("vrrp"),
      childLogged: (message) => this.#childLogged("vrrp", message),
    });
    this.#runner = this.#managed("runner", "Runner", {
      started: (child) => this.#runnerStarted(child),
      ended: () => {
        this.#toRunner = null;
      },
      delayed: () => undefined,
    });
  }

  /** Resolves with the daemon's exit code, when every child is gone. */
  get ended(): Promise<number> {
    return this.#ended.promise;
  }

  start(): void {
    const { logger } = this.#parts;
    if (this.#vrrpWanted(this.#loaded)) {
      this.#startChildren();
    } else {
      logger.warning("Warning - the configuration has nothing for any process to run");
      this.#startupComplete();
    }
  }

  /** HUP. While one reload is under way, one more is remembered. */
  reload(): void {
    const { logger, serviceManager } = this.#parts;
    if (this.#phase === "stopping") return;
    if (this.#phase !== "running") {
      if (!this.#reloadQueued) logger.info("Reload already in progress, request queued");
      this.#reloadQueued = true;
      return;
    }
    this.#phase = "reloading";
    serviceManager.reloading();
    logger.info("Reloading ...");
    const next = this.#parts.load();
    logFindings(logger, next);
    const refusal = whyNotReloadable(this.#loaded, next);
    if (refusal === null) return this.#apply(next);
    logger.error(`Reload refused: ${refusal}. The running configuration stays`);
    this.#reloadFinished();
  }

  /** TERM or INT: ends everything in order. */
  stop(): void {
    this.#end(exitCode.ok, this.#parts.options.keepVrrpAtStop);
  }

  /** A stop, or a child that cannot go on. */
  #end(code: number, keepVrrp: boolean): void {
    if (this.#phase === "stopping") return;
    this.#phase = "stopping";
    this.#parts.logger.info("Stopping");
    this.#parts.serviceManager.stopping();
    void this.#stopChildren(keepVrrp).then(() => this.#ended.resolve(code));
  }

  /** USR1. */
  dumpData(): void {
    this.#parts.logger.info(`Printing parent data for process(${process.pid}) on signal`);
    const text = this.#loaded.parentData;
    this.#toRunner?.send({ kind: "writeFile", name: "keepalived_parent.data", text });
    this.#toVrrp?.send({ kind: "dumpData" });
  }

  /** USR2, and SIGRTMAX-1 which also sets the counters to zero. */
  dumpStats(clear: boolean): void {
    this.#toVrrp?.send({ kind: "dumpStats", clear });
  }

  #vrrpWanted(loaded: LoadedConfiguration): boolean {
    const { subsystems } = this.#parts.options;
    const configured = loaded.configuration.vrrpInstances.length > 0;
    return subsystems.vrrp && (configured || subsystems.evenUnused);
  }

  #apply(next: LoadedConfiguration): void {
    this.#before = this.#loaded.configuration;
    this.#loaded = next;
    // Before the vrrp process, whose scripts are to follow the new rules.
    this.#toRunner?.send({ kind: "reload", ...scriptRules(next.configuration) });
    const wanted = this.#vrrpWanted(next);
    if (!wanted) {
      this.#parts.logger.warning(
        "Warning - the configuration has nothing left to run: the VRRP process ends",
      );
      const limit = next.configuration.daemon.childWaitMicros;
      this.#toVrrp?.send({ kind: "stop", limitMicros: limit });
      void this.#vrrp
        .stop(limit)
        .then(() => this.#releaseLeftBehind())
        .then(() => {
          this.#parts.logger.info("Reload complete");
          this.#reloadFinished();
        });
      return;
    }
    this.#watch.expect("has not confirmed the reload");
    if (this.#vrrp.running) {
      this.#toVrrp?.send({
        kind: "reload",
        configuration: encodeForVrrp(next.configuration),
      });
    } else {
      this.#startChildren();
    }
  }

  /** What vrrp has for the runner waits in the socket pair: the one in a hurry goes first. */
  #startChildren(): void {
    this.#vrrp.start();
    this.#runner.start();
  }

  #reloadFinished(): void {
    if (this.#phase !== "reloading") return;
    this.#phase = "running";
    this.#parts.serviceManager.ready();
    this.#runQueuedReload();
  }

  #runQueuedReload(): void {
    if (!this.#reloadQueued) return;
    this.#reloadQueued = false;
    this.reload();
  }

  #startupComplete(): void {
    if (this.#phase !== "starting") return;
    this.#phase = "running";
    this.#parts.logger.info("Startup complete");
    this.#parts.serviceManager.ready();
    this.#runQueuedReload();
  }

  async #stopChildren(keepVrrp: boolean): Promise<void> {
    const limitMicros = this.#loaded.configuration.daemon.childWaitMicros;
    this.#toVrrp?.send({ kind: "stop", limitMicros });
    await this.#vrrp.stop(limitMicros);
    if (!keepVrrp) await this.#releaseLeftBehind();
    this.#toRunner?.send({ kind: "stop", limitMicros: runnerStopMicros });
    await this.#runner.stop((runnerStopMicros + graceMicros) as Micros);
  }

  #vrrpStarted(child: ChildProcess): void {
    const silent = Promise.withResolvers<void>();
    this.#vrrpSilent = silent.promise;
    this.#toVrrp = this.#channel<VrrpToSupervisor, SupervisorToVrrp>(
      child,
      (message) => this.#vrrpSaid(message),
      () => silent.resolve(),
    );
    this.#toVrrp.send({
      kind: "configure",
      configuration: encodeForVrrp(this.#loaded.configuration),
      options: this.#parts.childOptions,
      resume: this.#memory.snapshot(),
    });
    this.#watch.expect("is not ready");
    this.#parts.vrrpProcessChanged(child.pid ?? null);
  }

  #vrrpEnded(): void {
    this.#memory.died(this.#parts.timers.now());
    this.#toVrrp = null;
    this.#watch.end();
    if (this.#phase === "stopping" || !this.#vrrpWanted(this.#loaded)) {
      this.#parts.vrrpProcessChanged(null);
    }
  }

  /** It is killed and started again: a peer has taken over long ago. */
  #vrrpHangs(what: string): void {
    const limit = answerLimitMicros / seconds(1);
    this.#parts.logger.warning(`VRRP process ${what} after ${limit} s - forcing termination`);
    this.#vrrp.kill();
  }

  /** A peer takes over while nothing runs here: two holders would be worse than none. */
  #vrrpDelayed(delayMicros: Micros): void {
    // Where a peer will have taken over by then, two machines must not answer.
    if (!outlastsDelay(this.#loaded.configuration, delayMicros)) void this.#releaseLeftBehind();
    // Its successor is given the new configuration, whenever that is: another one may come.
    if (this.#phase === "reloading") this.#reloadFinished();
  }

  /** Of a vrrp process that did not end in order, while no other one runs. */
  async #releaseLeftBehind(): Promise<void> {
    const { promise: tired, resolve } = Promise.withResolvers<void>();
    const cancel = this.#parts.timers.after(lastWordsMicros, resolve);
    await Promise.race([this.#vrrpSilent, tired]);
    cancel();
    if (this.#vrrp.running || !this.#memory.holdsAddresses) return;
    const configuration = withInstancesOf(this.#loaded.configuration, this.#before);
    if (!(await this.#runRelease(configuration))) return;
    this.#memory.released();
    this.#before = null;
  }

  /** Of a vrrp process that died during a reload, and that its successor's configuration lacks. */
  #releaseForgotten(): void {
    if (this.#before === null) return;
    const forgotten = withoutAddressesOf(this.#before, this.#loaded.configuration);
    this.#before = null;
    if (forgotten.vrrpInstances.length > 0) void this.#runRelease(forgotten);
  }

  #runRelease(configuration: Configuration): Promise<boolean> {
    const encoded = encodeForVrrp(configuration);
    const options = this.#parts.childOptions;
    return this.#release.run({ kind: "release", configuration: encoded, options });
  }

  #vrrpSaid(message: VrrpToSupervisor): void {
    switch (message.kind) {
      case "ready":
        this.#watch.answered();
        this.#releaseForgotten();
        // After a respawn in the middle of a reload, the new process runs the new configuration.
        if (this.#phase === "reloading") this.#reloadFinished();
        else this.#startupComplete();
        return;
      case "reloaded":
        this.#watch.answered();
        this.#before = null;
        this.#memory.keepOnly(this.#loaded.configuration.vrrpInstances.map(({ name }) => name));
        this.#parts.logger.info("Reload complete");
        this.#reloadFinished();
        return;
      case "here":
        // Else it was asked before the reload, which is what it owes now.
        if (this.#phase !== "reloading") this.#watch.answered();
        return;
      case "stopping":
        this.#vrrp.extendStop((message.needMicros + graceMicros) as Micros);
        return;
      case "stopped":
        this.#before = null;
        this.#memory.forget();
        return;
      case "instanceState":
      case "instanceGone":
        this.#memory.remember(message);
        return;
      case "log":
        this.#childLogged("vrrp", message);
    }
  }

  #runnerStarted(child: ChildProcess): void {
    this.#toRunner = this.#channel<RunnerToSupervisor, SupervisorToRunner>(child, (message) => {
      if (message.kind === "log") this.#childLogged("runner", message);
    });
    const options = this.#parts.childOptions;
    const rules = scriptRules(this.#loaded.configuration);
    this.#toRunner.send({ kind: "configure", options, ...rules });
  }

  #childLogged(role: ProcessRole, message: LogMessage): void {
    const { text, atMillis } = message;
    this.#parts.childLogged(role, { level: "info", text, atMillis });
  }

  #channel<Incoming extends { kind: string }, Outgoing extends { kind: string }>(
    child: ChildProcess,
    receive: (message: Incoming) => void,
    closed: () => void = () => undefined,
  ): Channel<Outgoing> {
    // Node makes a socket pair for a "pipe" of a child, whatever its type says.
    return channelOnSocket(child.stdio[3] as Socket, { receive, closed }, channelQueueBytes);
  }

  #managed(
    role: ChildRole,
    title: string,
    hooks: Pick<ChildHooks, "started" | "delayed"> & { ended(): void },
  ): ManagedChild {
    const { logger, timers, options } = this.#parts;
    return new ManagedChild(
      { title, respawn: options.respawn },
      {
        spawn: () => {
          if (role === "vrrp") this.#release.abandon();
          return this.#parts.spawn(role);
        },
        started: (child) => {
          hooks.started(child);
          logStandardError(child, title, logger);
        },
        ended: () => hooks.ended(),
        delayed: (delayMicros) => hooks.delayed(delayMicros),
        gaveUp: (code) => this.#end(code, false),
      },
      timers,
      logger,
    );
  }
}

const scriptRules = ({ global }: Configuration): ScriptRules => ({
  scriptSecurity: global.scriptSecurity,
  notifyFifos: global.notifyFifos ?? null,
});
