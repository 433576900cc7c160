/** The signals the parent answers to (keepalived.md §3), by keepalived's names for `--signum`. */
import { constants } from "node:os";

/** Of the C library, which keeps 32 and 33 for itself (signal(7)). */
const realtimeMin = 34;
const realtimeMax = 64;

export const signalNumbers = {
  STOP: constants.signals.SIGTERM,
  RELOAD: constants.signals.SIGHUP,
  DATA: constants.signals.SIGUSR1,
  STATS: constants.signals.SIGUSR2,
  STATS_CLEAR: realtimeMax - 1,
  JSON: realtimeMin + 2,
  TDUMP: realtimeMax,
} as const;

export type SignalName = keyof typeof signalNumbers;

export const isSignalName = (name: string): name is SignalName =>
  Object.hasOwn(signalNumbers, name);
