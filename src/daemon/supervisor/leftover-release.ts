/**
 * A vrrp process that only removes what one before it left behind. It runs while no other vrrp
 * process does: between a death and a delayed respawn, or before the daemon ends.
 */
import type { ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import { seconds } from "../../wire/units.ts";
import { channelOnSocket } from "../channel.ts";
import type { Logger } from "../log/logger.ts";
import type { LogMessage } from "../protocol/records.ts";
import type { SupervisorToVrrp, VrrpToSupervisor } from "../protocol/vrrp.ts";
import type { Timers } from "../timers.ts";
import { logStandardError } from "./child-errors.ts";

export interface LeftoverReleaseParts {
  readonly logger: Logger;
  readonly timers: Timers;
  spawn(): ChildProcess;
  childLogged(message: LogMessage): void;
}

export type ReleaseMessage = SupervisorToVrrp & { readonly kind: "release" };

/** Starting a process on a busy machine, and one exchange with the kernel. */
const limitMicros = seconds(5);
/** A signal to the whole group may end the first one before it knows what it is for. */
const mostAttempts = 2;
/** The message is the only one, and may exceed this alone. */
const queueLimitBytes = 1024 * 1024;
const title = "VRRP release";

export class LeftoverRelease {
  readonly #parts: LeftoverReleaseParts;
  #child: ChildProcess | null = null;
  #result: Promise<boolean> | null = null;
  #abandoned = false;

  constructor(parts: LeftoverReleaseParts) {
    this.#parts = parts;
  }

  /** True when everything is removed. While one runs, its result is this one's too. */
  async run(message: ReleaseMessage): Promise<boolean> {
    if (this.#abandoned) await this.#result;
    this.#result ??= this.#begin(message);
    return this.#result;
  }

  /** A vrrp process takes over: from now on the addresses are its affair. */
  abandon(): void {
    if (this.#result === null) return;
    this.#abandoned = true;
    this.#child?.kill("SIGKILL");
  }

  async #begin(message: ReleaseMessage): Promise<boolean> {
    let released = false;
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      if (released || this.#abandoned) break;
      this.#child = this.#parts.spawn();
      released = await this.#carriedOut(this.#child, message);
      this.#child = null;
    }
    if (!released && !this.#abandoned) {
      this.#parts.logger.error("Addresses of this daemon may still be on the machine");
    }
    this.#result = null;
    this.#abandoned = false;
    return released;
  }

  #carriedOut(child: ChildProcess, message: ReleaseMessage): Promise<boolean> {
    const { logger, timers, childLogged } = this.#parts;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    let stopped = false;
    child.once("error", (error) => {
      if (child.pid !== undefined) return;
      logger.error(`Cannot start ${title} process: ${error.message}`);
      resolve(false);
    });
    if (child.pid === undefined) return promise;
    const cancel = timers.after(limitMicros, () => {
      logger.warning(`${title} process has not ended within 5 s - forcing termination`);
      child.kill("SIGKILL");
    });
    // Not `exit`: what it said last is still to be read then.
    child.once("close", () => {
      cancel();
      resolve(stopped);
    });
    logStandardError(child, title, logger);
    const receive = (said: VrrpToSupervisor): void => {
      if (said.kind === "log") childLogged(said);
      else if (said.kind === "stopped") stopped = true;
    };
    const channel = channelOnSocket<VrrpToSupervisor, ReleaseMessage>(
      child.stdio[3] as Socket,
      { receive },
      queueLimitBytes,
    );
    channel.send(message);
    return promise;
  }
}
