/** Addresses that somebody else removed are put back at once, but never in a busy loop. */
import type { IpAddress } from "../../wire/address.ts";
import type { Micros } from "../../wire/units.ts";
import { freshWindow, oneMoreRestore, type RestoreWindow, windowEnd } from "../restore-window.ts";
import { announceNow } from "./announcements.ts";
import type { RestoreBudget } from "./state.ts";
import { change, log, type Turn } from "./turn.ts";

export const noRestores = (now: Micros): RestoreBudget => ({
  ...freshWindow(now),
  pending: [],
  pendingRouting: [],
});

/** When what waits may be put back; null when nothing waits. */
export const restoreDeadline = (budget: RestoreBudget): Micros | null =>
  isWaiting(budget) ? windowEnd(budget) : null;

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
  const all = {
    addresses: [...new Set([...restore.pending, ...loss.addresses])],
    routing: [...new Set([...restore.pendingRouting, ...loss.routing])],
  };
  const window = oneMoreRestore(restore, turn.now);
  if (window !== null) return putBack(turn, window, all);
  if (!isWaiting(restore)) {
    log(
      turn,
      `${inWords(loss)} is removed again and again by somebody else: next attempt in a second`,
      "warning",
    );
  }
  change(turn, {
    restore: { ...restore, pending: all.addresses, pendingRouting: all.routing },
  });
}

/** The window has passed: what waited is put back. */
export function restoreWhatIsDue(turn: Turn): void {
  const due = restoreDeadline(turn.state.restore);
  if (due === null || turn.now < due) return;
  lost(turn, { addresses: [], routing: [] });
}

function putBack(turn: Turn, window: RestoreWindow, loss: Loss): void {
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
  change(turn, { restore: { ...window, pending: [], pendingRouting: [] } });
  if (addresses.length > 0) announceNow(turn, 1);
}

const inWords = ({ addresses, routing }: Loss): string => [...addresses, ...routing].join(", ");
