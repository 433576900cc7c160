/** The machine's time; tests give their own. */
import type { Timers } from "../ports/timers.ts";
import type { Micros } from "../wire/units.ts";

export type { Timers } from "../ports/timers.ts";

/** A timer of Node takes no more than 31 bits, and fires at once when it is given more. */
const longestMillis = 2 ** 31 - 1;

export const systemTimers: Timers = {
  now: () => Number(process.hrtime.bigint() / 1000n) as Micros,
  after(delayMicros, run) {
    const timer = setTimeout(run, Math.min(delayMicros / 1000, longestMillis));
    return () => clearTimeout(timer);
  },
};
