/** What the balancer needs of the world; `main.ts` gives the real one. */
import type { JournalEvent } from "../../core/journal/event.ts";
import type { Alarm, Clock } from "../../ports/clock.ts";
import type { Dataplane } from "../../ports/dataplane.ts";
import type { Prober } from "../../ports/prober.ts";
import type { Logger } from "../log/logger.ts";
import type { Alert, RunnerCommand } from "../protocol/scripts.ts";

export interface BalancerPorts {
  readonly clock: Clock;
  readonly alarm: Alarm;
  /** From 0 to less than 1. */
  readonly chance: () => number;
  readonly prober: Prober;
  readonly dataplane: Pick<Dataplane, "name" | "read" | "apply">;
  readonly log: Logger;
  readonly listener: BalancerListener;
}

/** Told after the data plane has been told. */
export interface BalancerListener {
  /** Scripts of one queue run one after another. */
  notify(queue: string, command: RunnerCommand): void;
  /** A line for the named pipes. */
  event(line: string): void;
  /** For a successor's memory; `server` is its `rememberedName`. At once. */
  serverState(server: string, up: boolean): void;
  /** A mail, or a post to webhooks. */
  alert(alert: Alert): void;
  /** For the journal, at once. */
  changed(event: JournalEvent): void;
}
