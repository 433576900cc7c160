/** How long to wait before a child that died is started again (keepalived.md §1.5). */
import { type Micros, microsPerSecond, seconds } from "../../wire/units.ts";

const longestDelaySeconds = 60;
/** A child that ran this long starts again at once, and its earlier deaths are forgiven. */
const provenAfterMicros = seconds(60);

/** Seconds waited last time; null before the first death. */
export type RespawnHistory = number | null;

export interface RespawnPlan {
  readonly delayMicros: Micros;
  readonly history: RespawnHistory;
}

/** 0, 1, 2, 4 .. 60 s for a child that keeps dying. */
export function planRespawn(history: RespawnHistory, ranForMicros: Micros): RespawnPlan {
  if (history === null || ranForMicros >= provenAfterMicros) {
    return { delayMicros: 0 as Micros, history: 0 };
  }
  const delaySeconds = Math.min(history === 0 ? 1 : history * 2, longestDelaySeconds);
  return { delayMicros: (delaySeconds * microsPerSecond) as Micros, history: delaySeconds };
}
