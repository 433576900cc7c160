/** The machine's time; tests give their own. */
import type { Timers } from "../ports/timers.ts";
import type { Micros } from "../wire/units.ts";

export type { Timers } from "../ports/timers.ts";

export const systemTimers: Timers = {
  now: () => Number(process.hrtime.bigint() / 1000n) as Micros,
  after(delayMicros, run) {
    const timer = setTimeout(run, delayMicros / 1000);
    return () => clearTimeout(timer);
  },
};
