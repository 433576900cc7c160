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
  pendingRouting: [],
});

/** When what waits may be put back; null when nothing waits. */
export const restoreDeadline = (budget: RestoreBudget): Micros | null =>
  isWaiting(budget) ? plus(budget.windowStart, windowMicros) : null;

const isWaiting = ({ pending, pendingRouting }: RestoreBudget): boolean =>
  pending.length > 0 || pendingRouting.length > 0;

export const addressesLost = (turn: Turn, addresses: readonly IpAddress[]): void =>
  lost(turn, { addresses, routing: [] });

/** Routes and rules, each in words. */
export const routingLost = (turn: Turn, routing: readonly string[]): void =>
  lost(turn, { addresses: [], routing });

interface Loss {
  readonly addresses: readonly IpAddress[];
  readonly routing: readonly string[];
}

function lost(turn: Turn, loss: Loss): void {
  const { phase, restore } = turn.state;
  if (phase !== "master" && phase !== "handingOver") return;
  const windowOver = turn.now - restore.windowStart >= windowMicros;
  const budget = windowOver ? { ...restore, windowStart: turn.now, used: 0 } : restore;
  const all = {
    addresses: [...new Set([...budget.pending, ...loss.addresses])],
    routing: [...new Set([...budget.pendingRouting, ...loss.routing])],
  };
  if (budget.used < restoresPerWindow) return putBack(turn, budget, all);
  if (!isWaiting(restore)) {
    log(
      turn,
      `${inWords(loss)} is removed again and again by somebody else: next attempt in a second`,
      "warning",
    );
  }
  change(turn, {
    restore: { ...budget, pending: all.addresses, pendingRouting: all.routing },
  });
}

/** The window has passed: what waited is put back. */
export function restoreWhatIsDue(turn: Turn): void {
  const { restore } = turn.state;
  const due = restoreDeadline(restore);
  if (due === null || turn.now < due) return;
  const { pending: addresses, pendingRouting: routing } = restore;
  putBack(turn, noRestores(turn.now), { addresses, routing });
}

function putBack(turn: Turn, budget: RestoreBudget, loss: Loss): void {
  const { addresses, routing } = loss;
  const verb = addresses.length + routing.length === 1 ? "was" : "were";
  log(
    turn,
    `${inWords(loss)} ${verb} removed by somebody else while MASTER: putting back`,
    "warning",
  );
  if (addresses.length > 0) turn.effects.push({ kind: "restoreAddresses", addresses });
  // Of all that it should hold only what is missing is added.
  if (routing.length > 0) turn.effects.push({ kind: "claimAddresses" });
  const used = budget.used + 1;
  change(turn, { restore: { ...budget, used, pending: [], pendingRouting: [] } });
  if (addresses.length > 0) announceNow(turn, 1);
}

const inWords = ({ addresses, routing }: Loss): string => [...addresses, ...routing].join(", ");
