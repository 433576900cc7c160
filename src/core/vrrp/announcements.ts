/** When gratuitous ARPs and neighbour advertisements are due (keepalived.md §12). */
import type { AddressLine } from "../../config/model/address-line.ts";
import { type Micros, microsPerSecond, plus } from "../../wire/units.ts";
import { change, type Turn } from "./turn.ts";

/** Bursts that others, or our own lateness, cause are at least this far apart. */
const burstGapMicros = microsPerSecond;

/** On becoming master: a burst now, one after the delay, then refreshes. */
export function announceAsMaster(turn: Turn): void {
  const { masterRepeat, masterDelayMicros } = turn.instance.announcements;
  announceNow(turn, masterRepeat);
  change(turn, { burst: laterBurst(turn, masterDelayMicros, masterRepeat) });
  startRefreshing(turn);
}

/** The neighbours know already: one reminder, and the refreshes go on. */
export function announceAsResumedMaster(turn: Turn): void {
  announceNow(turn, 1);
  startRefreshing(turn);
}

export function startRefreshing(turn: Turn): void {
  const { refreshMicros } = turn.instance.announcements;
  change(turn, { refreshDeadline: refreshMicros > 0 ? plus(turn.now, refreshMicros) : null });
}

/**
 * Another master with lower priority was heard: neighbours may have learned its address (a healed
 * partition), so they are told again. Bounded, as anybody can send such adverts at any rate.
 */
export function announceAfterLowerPriority(turn: Turn): void {
  const { lowerPriorityRepeat, lowerPriorityDelayMicros } = turn.instance.announcements;
  if (lowerPriorityRepeat === 0) return;
  if (!announceRationed(turn, lowerPriorityRepeat)) return;
  const burst = laterBurst(turn, lowerPriorityDelayMicros, lowerPriorityRepeat);
  if (burst !== null) change(turn, { burst });
}

/**
 * Now, or once a second has passed since the last burst: rationed, not forgotten, as another master
 * may have announced itself since. Gives whether it was now.
 */
export function announceRationed(turn: Turn, repeat: number): boolean {
  const { burst, lastBurst } = turn.state;
  const soonest = plus(lastBurst, burstGapMicros);
  if (turn.now >= soonest) {
    announceNow(turn, repeat);
    return true;
  }
  if (burst === null || burst.at > soonest) change(turn, { burst: { at: soonest, repeat } });
  return false;
}

export function announceNow(turn: Turn, repeat: number): void {
  turn.effects.push({ kind: "announce", repeat });
  change(turn, { lastBurst: turn.now });
}

/** Addresses that a reload brought: of the others the neighbours know already. */
export function announceAdded(turn: Turn, lines: readonly AddressLine[]): void {
  const only = lines.map(({ address }) => address);
  const repeat = turn.instance.announcements.masterRepeat;
  if (only.length > 0) turn.effects.push({ kind: "announce", repeat, only });
}

/** Sends what is due: the second burst, the refresh, or both. */
export function announceWhatIsDue(turn: Turn): void {
  const { burst, refreshDeadline } = turn.state;
  const { refreshMicros, refreshRepeat } = turn.instance.announcements;
  if (burst !== null && turn.now >= burst.at) {
    announceNow(turn, burst.repeat);
    change(turn, { burst: null });
  }
  if (refreshDeadline !== null && turn.now >= refreshDeadline) {
    announceNow(turn, refreshRepeat);
    change(turn, { refreshDeadline: plus(turn.now, refreshMicros) });
  }
}

export function cancelAnnouncements(turn: Turn): void {
  change(turn, { burst: null, refreshDeadline: null });
  turn.effects.push({ kind: "cancelAnnouncements" });
}

function laterBurst(turn: Turn, delayMicros: Micros, repeat: number) {
  return delayMicros > 0 && repeat > 0 ? { at: plus(turn.now, delayMicros), repeat } : null;
}
