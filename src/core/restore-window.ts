/**
 * What somebody else removes is put back at once, but a fight over it must not become a busy loop: so
 * many attempts in a second, then none until it is over.
 */
import { type Micros, microsPerSecond, plus } from "../wire/units.ts";

const windowMicros = microsPerSecond;
const restoresPerWindow = 5;

export interface RestoreWindow {
  readonly windowStart: Micros;
  readonly used: number;
}

export const freshWindow = (now: Micros): RestoreWindow => ({ windowStart: now, used: 0 });

/** From then on there may be attempts again. */
export const windowEnd = ({ windowStart }: RestoreWindow): Micros =>
  plus(windowStart, windowMicros);

/** With one more attempt in it; null where that has to wait for the window's end. */
export function oneMoreRestore(window: RestoreWindow, now: Micros): RestoreWindow | null {
  const { windowStart, used } = now < windowEnd(window) ? window : freshWindow(now);
  return used < restoresPerWindow ? { windowStart, used: used + 1 } : null;
}
