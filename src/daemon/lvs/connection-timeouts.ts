/** `lvs_timeouts`: set while the daemon runs; what was there before comes back at the end. */
import type { ConnectionTimeouts } from "../../config/model/load-balancing.ts";
import type { Dataplane } from "../../ports/dataplane.ts";
import type { RefusalLog } from "../log/refusal-log.ts";

type TimeoutPlane = Pick<Dataplane, "timeouts" | "setTimeouts">;

const names = ["tcpSeconds", "tcpFinSeconds", "udpSeconds"] as const;

export class TimeoutKeeper {
  readonly #plane: TimeoutPlane;
  readonly #refusals: RefusalLog;
  /** Null while nothing was set. */
  #before: ConnectionTimeouts | null = null;
  #work: Promise<void> = Promise.resolve();

  constructor(plane: TimeoutPlane, refusals: RefusalLog) {
    this.#plane = plane;
    this.#refusals = refusals;
  }

  configure(timeouts: ConnectionTimeouts): void {
    const isAsked = names.some((name) => timeouts[name] !== null);
    this.#work = this.#work.then(async () => {
      if (isAsked || this.#before !== null) await this.#set(timeouts);
    });
  }

  /** Resolves when those from before are back. */
  stop(): Promise<void> {
    this.configure({ tcpSeconds: null, tcpFinSeconds: null, udpSeconds: null });
    return this.#work;
  }

  async #set(wanted: ConnectionTimeouts): Promise<void> {
    if (this.#before === null) {
      const found = await this.#plane.timeouts();
      if (!found.ok) return this.#refusals.report("read lvs_timeouts", found.error);
      this.#before = found.value;
    }
    const before = this.#before;
    const set = await this.#plane.setTimeouts({
      tcpSeconds: wanted.tcpSeconds ?? before.tcpSeconds,
      tcpFinSeconds: wanted.tcpFinSeconds ?? before.tcpFinSeconds,
      udpSeconds: wanted.udpSeconds ?? before.udpSeconds,
    });
    if (!set.ok) this.#refusals.report("set lvs_timeouts", set.error);
  }
}
