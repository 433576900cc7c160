/** Connects signals to what the supervisor does for them (keepalived.md §3). */
import type { Logger } from "../log/logger.ts";
import { signalNumbers } from "../signal-numbers.ts";
import { onRealtimeSignal } from "./realtime-signals.ts";

export interface Signalled {
  reload(): void;
  stop(): void;
  dumpData(): void;
  dumpStats(clear: boolean): void;
  dumpJson(): Promise<void>;
}

/**
 * A signal that comes while the daemon is still being set up waits for `connectSignals`: HUP, say, of
 * whoever has just read the pid file. Nothing on the way may give the event loop a turn.
 */
export function holdSignals(): void {
  const heeded = ["SIGTERM", "SIGINT", "SIGHUP", "SIGUSR1", "SIGUSR2"] as const;
  for (const signal of heeded) process.on(signal, () => undefined);
}

export function connectSignals(target: Signalled, ignoreInterrupt: boolean, logger: Logger): void {
  process.on("SIGTERM", () => target.stop());
  process.on("SIGINT", () => {
    if (!ignoreInterrupt) target.stop();
  });
  process.on("SIGHUP", () => target.reload());
  // A listener takes SIGUSR1 from Node's inspector.
  process.on("SIGUSR1", () => target.dumpData());
  process.on("SIGUSR2", () => target.dumpStats(false));
  process.on("SIGPIPE", () => undefined);
  onRealtimeSignal(signalNumbers.STATS_CLEAR, () => target.dumpStats(true));
  onRealtimeSignal(signalNumbers.JSON, () => void target.dumpJson());
  onRealtimeSignal(signalNumbers.TDUMP, () => logger.info(waitingInWords()));
}

/** What this process waits for: "PipeWrap 3, Timeout 2". */
function waitingInWords(): string {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const list = [...counts].map(([kind, count]) => `${kind} ${count}`).join(", ");
  return `Thread dump for process(${process.pid}): ${list}`;
}
