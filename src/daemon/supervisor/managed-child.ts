/** One child of the supervisor: started, watched, started again, stopped; always reaped. */
import type { ChildProcess } from "node:child_process";
import { type Micros, seconds } from "../../wire/units.ts";
import { permanentError } from "../exit-codes.ts";
import type { Logger } from "../log/logger.ts";
import type { Timers } from "../timers.ts";
import { planRespawn, type RespawnHistory } from "./respawn.ts";

export interface ChildHooks {
  /** Starts the program; called again for each respawn. */
  spawn(): ChildProcess;
  /** Right after `spawn`, before anything is logged. */
  started(child: ChildProcess): void;
  /** It is gone and reaped; a respawn, if there is one, comes after this. */
  ended(processId: number): void;
  /** Nobody asked it to end. `cause`: "exited due to SIGSEGV". */
  died(processId: number, cause: string): void;
  /** It died and the next start has to wait. */
  delayed(delayMicros: Micros): void;
  /** It will not be started again: its exit code says so, or respawning is off. */
  gaveUp(exitCode: number): void;
}

/** What is to be said of it to one who asks. */
export type Standing =
  | { readonly kind: "running"; readonly processId: number; readonly sinceMicros: Micros }
  /** It died; `startsAt` is null where nothing will start it. */
  | { readonly kind: "dead"; readonly startsAt: Micros | null };

export interface ManagedChildOptions {
  /** "VRRP": how log lines call it. */
  readonly title: string;
  readonly respawn: boolean;
}

/** After SIGKILL only the kernel can hold a process back. */
const killLimitMicros = seconds(2);

export class ManagedChild {
  readonly #options: ManagedChildOptions;
  readonly #hooks: ChildHooks;
  readonly #timers: Timers;
  readonly #logger: Logger;
  #child: ChildProcess | null = null;
  #startedAt = 0 as Micros;
  #history: RespawnHistory = null;
  #cancelRespawn: (() => void) | null = null;
  #respawnsAt: Micros | null = null;
  #stopping: Stopping | null = null;

  constructor(options: ManagedChildOptions, hooks: ChildHooks, timers: Timers, logger: Logger) {
    this.#options = options;
    this.#hooks = hooks;
    this.#timers = timers;
    this.#logger = logger;
  }

  get running(): boolean {
    return this.#child !== null;
  }

  get standing(): Standing {
    if (this.#child === null) return { kind: "dead", startsAt: this.#respawnsAt };
    return { kind: "running", processId: this.#child.pid ?? 0, sinceMicros: this.#startedAt };
  }

  /** Starts it unless it runs; a respawn that was waiting happens now. */
  start(): void {
    if (this.#child !== null) return;
    this.#forgetRespawn();
    const child = this.#hooks.spawn();
    this.#child = child;
    this.#startedAt = this.#timers.now();
    child.once("error", (error) => this.#failedToStart(child, error));
    child.once("exit", (code, signal) => this.#exited(child, code, signal));
    if (child.pid === undefined) return;
    this.#hooks.started(child);
    this.#logger.info(`Starting ${this.#options.title} child process, pid=${child.pid}`);
  }

  /** Sends SIGTERM, after `limitMicros` SIGKILL; resolves when it is gone. No respawn follows. */
  stop(limitMicros: Micros): Promise<void> {
    this.#forgetRespawn();
    if (this.#child === null) return Promise.resolve();
    this.#stopping ??= this.#beginStop(this.#child, limitMicros);
    return this.#stopping.ended;
  }

  /** It said that its hand-over needs longer: from now on. */
  extendStop(limitMicros: Micros): void {
    const stopping = this.#stopping;
    if (stopping === null || this.#child === null) return;
    stopping.cancel();
    stopping.cancel = this.#timers.after(limitMicros, () => this.#kill());
  }

  /** It does not answer: it is killed, and started again as after any death. */
  kill(): void {
    this.#child?.kill("SIGKILL");
  }

  #forgetRespawn(): void {
    this.#cancelRespawn?.();
    this.#cancelRespawn = null;
    this.#respawnsAt = null;
  }

  #beginStop(child: ChildProcess, limitMicros: Micros): Stopping {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#timers.after(limitMicros, () => this.#kill());
    child.kill("SIGTERM");
    return { ended: promise, resolve, cancel };
  }

  #kill(): void {
    this.#logger.warning(`${this.#options.title} process failed to die - forcing termination`);
    this.#child?.kill("SIGKILL");
    const stopping = this.#stopping;
    if (stopping !== null) {
      stopping.cancel = this.#timers.after(killLimitMicros, () => stopping.resolve());
    }
  }

  #failedToStart(child: ChildProcess, error: Error): void {
    if (child.pid !== undefined) return;
    this.#logger.error(`Cannot start ${this.#options.title} process: ${error.message}`);
    this.#exited(child, null, null);
  }

  #exited(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#child !== child) return;
    this.#child = null;
    const ranFor = (this.#timers.now() - this.#startedAt) as Micros;
    this.#hooks.ended(child.pid ?? 0);
    const stopping = this.#stopping;
    if (stopping !== null) {
      this.#stopping = null;
      stopping.cancel();
      stopping.resolve();
      return;
    }
    this.#unexpectedEnd(child.pid ?? 0, ranFor, code, signal);
  }

  #respawnAfter(delayMicros: Micros): void {
    this.#respawnsAt = (this.#timers.now() + delayMicros) as Micros;
    this.#cancelRespawn = this.#timers.after(delayMicros, () => this.start());
  }

  #unexpectedEnd(
    pid: number,
    ranFor: Micros,
    code: number | null,
    signal: NodeJS.Signals | null,
  ): void {
    const { title } = this.#options;
    this.#hooks.died(pid, causeOfDeath(code, signal));
    const permanent = code === null ? null : permanentError(code);
    if (permanent !== null && code !== null) {
      this.#logger.error(`pid ${pid} exited with permanent error ${permanent}. Terminating`);
      this.#hooks.gaveUp(code);
      return;
    }
    if (!this.#options.respawn) {
      this.#logger.alert(`${title} child process(${pid}) died: Exiting`);
      this.#hooks.gaveUp(code ?? 1);
      return;
    }
    const plan = planRespawn(this.#history, ranFor);
    this.#history = plan.history;
    if (plan.delayMicros === 0) this.start();
    else this.#respawnAfter(plan.delayMicros);
    this.#logger.info(`pid ${pid} ${causeOfDeath(code, signal)}`);
    this.#logger.alert(`${title} child process(${pid}) died: Respawning`);
    if (plan.delayMicros > 0) {
      const delay = plan.delayMicros / seconds(1);
      this.#logger.info(`Restart of ${title} process delayed ${delay} s to limit the rate`);
      this.#hooks.delayed(plan.delayMicros);
    }
  }
}

interface Stopping {
  readonly ended: Promise<void>;
  resolve(): void;
  cancel: () => void;
}

function causeOfDeath(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === "SIGKILL") {
    return "exited due to signal SIGKILL - has rlimit_rttime been exceeded?";
  }
  return signal === null ? `exited with status ${code ?? "unknown"}` : `exited due to ${signal}`;
}
