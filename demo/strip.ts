/** The service as one letter a tenth of a second: who answered the client's pings then. */
import type { Reply } from "../test/lab/pinger.ts";

export const silence = ".";

/**
 * One letter for each `tickMillis` of [from, until): the letter of the station that answered last
 * in that time, or `silence` where the longest part of it had no answer.
 */
export function serviceStrip(
  replies: readonly Reply[],
  letters: ReadonlyMap<number, string>,
  [fromMillis, untilMillis]: readonly [number, number],
  tickMillis = 100,
): string {
  const ticks = Math.max(0, Math.floor((untilMillis - fromMillis) / tickMillis));
  const answered = Array.from({ length: ticks }, () => ({ count: 0, letter: silence }));
  for (const reply of replies) {
    const tick = answered[Math.floor((reply.atMillis - fromMillis) / tickMillis)];
    if (tick === undefined) continue;
    tick.count += 1;
    tick.letter = letters.get(reply.timeToLive) ?? "?";
  }
  return answered.map((tick) => (tick.count === 0 ? silence : tick.letter)).join("");
}
