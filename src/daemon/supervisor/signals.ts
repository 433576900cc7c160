/** Connects signals to what the supervisor does for them (behaviours §3). */
import type { Logger } from "../log/logger.ts";
import { signalNumbers } from "../signal-numbers.ts";
import { onRealtimeSignal } from "./realtime-signals.ts";

export interface Signalled {
  reload(): void;
  stop(): void;
  dumpData(): void;
  dumpStats(clear: boolean): void;
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
  onRealtimeSignal(signalNumbers.JSON, () =>
    logger.info("The JSON dump (SIGRTMIN+2) is not supported yet"),
  );
  onRealtimeSignal(signalNumbers.TDUMP, () =>
    logger.info("The thread dump (SIGRTMAX) is not supported yet"),
  );
}
