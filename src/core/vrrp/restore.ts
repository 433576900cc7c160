/** Addresses that somebody else removed are put back at once, but never in a busy loop. */
import type { IpAddress } from "../../wire/address.ts";
import { type Micros, microsPerSecond, plus } from "../../wire/units.ts";
import { announceNow } from "./announcements.ts";
import type { RestoreBudget } from "./state.ts";
import { change, log, type Turn } from "./turn.ts";

const windowMicros = microsPerSecond;
const restoresPerWindow = 5;

export const noRestores = (now: Micros): RestoreBudget => ({
  windowStart: now,
  used: 0,
  pending: [],
});

/** When the addresses that wait may be put back; null when none waits. */
export const restoreDeadline = (budget: RestoreBudget): Micros | null =>
  budget.pending.length === 0 ? null : plus(budget.windowStart, windowMicros);

export function addressesLost(turn: Turn, addresses: readonly IpAddress[]): void {
  const { phase, restore } = turn.state;
  if (phase !== "master" && phase !== "handingOver") return;
  const windowOver = turn.now - restore.windowStart >= windowMicros;
  const budget = windowOver ? { ...noRestores(turn.now), pending: restore.pending } : restore;
  const pending = [...new Set([...budget.pending, ...addresses])];
  if (budget.used < restoresPerWindow) return putBack(turn, budget, pending);
  if (restore.pending.length === 0) {
    log(
      turn,
      `${addresses.join(", ")} is removed again and again by somebody else: next attempt in a second`,
      "warning",
    );
  }
  change(turn, { restore: { ...budget, pending } });
}

/** The window has passed: what waited is put back. */
export function restoreWhatIsDue(turn: Turn): void {
  const { restore } = turn.state;
  const due = restoreDeadline(restore);
  if (due === null || turn.now < due) return;
  putBack(turn, noRestores(turn.now), restore.pending);
}

function putBack(turn: Turn, budget: RestoreBudget, addresses: readonly IpAddress[]): void {
  const verb = addresses.length === 1 ? "was" : "were";
  log(
    turn,
    `${addresses.join(", ")} ${verb} removed by somebody else while MASTER: putting back`,
    "warning",
  );
  turn.effects.push({ kind: "restoreAddresses", addresses });
  change(turn, { restore: { ...budget, used: budget.used + 1, pending: [] } });
  announceNow(turn, 1);
}
