/** A reload, as one instance sees it (behaviours §4.4). */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import { type Micros, plus } from "../../wire/units.ts";
import { announceNow, startRefreshing } from "./announcements.ts";
import type { VrrpEvent } from "./events.ts";
import { movePriority, reassess } from "./standing.ts";
import { downMicros, sendAdvert } from "./transitions.ts";
import { change, type Turn } from "./turn.ts";

/**
 * Whether an instance of the new file is the one that runs: then it keeps its state, whatever else
 * about it changed. The name is not part of it.
 */
export function isSameRouter(before: VrrpInstance, after: VrrpInstance): boolean {
  return (
    before.virtualRouterId === after.virtualRouterId &&
    before.family === after.family &&
    before.version === after.version &&
    before.interface === after.interface &&
    before.delivery.kind === after.delivery.kind &&
    before.delivery.source === after.delivery.source &&
    groupOf(before) === groupOf(after)
  );
}

/**
 * `turn.instance` is the new one; `before` the one that ran until now. Peers hear the new content at
 * once, as a shorter interval or another address list must not wait for the old interval to end.
 */
export function reconfigured(turn: Turn, event: VrrpEvent & { kind: "reconfigured" }): void {
  const { before, tracked, group } = event;
  change(turn, { tracked, group });
  movePriority(turn, "the configuration changed");
  reassess(turn);
  goOn(turn, before);
}

function goOn(turn: Turn, before: VrrpInstance): void {
  const { instance, state } = turn;
  const { refreshMicros } = instance.announcements;
  const addressesChanged = !sameAddresses(before, instance);
  if (turn.state.phase === "master") {
    const interval = instance.advertIntervalMicros;
    change(turn, { masterAdvertIntervalMicros: interval, roleDeadline: plus(turn.now, interval) });
    sendAdvert(turn, turn.state.priority);
    // Also for a label or a scope: nothing is done where all is as it should be.
    turn.effects.push({ kind: "claimAddresses" });
    if (refreshMicros !== before.announcements.refreshMicros) startRefreshing(turn);
    if (addressesChanged) announceNow(turn, instance.announcements.masterRepeat);
    return;
  }
  if (turn.state.phase !== "backup") return;
  if (state.master === null || instance.version === 2) {
    change(turn, { masterAdvertIntervalMicros: instance.advertIntervalMicros });
  }
  const { roleDeadline } = turn.state;
  const latest = plus(turn.now, downMicros(turn));
  const sooner = Math.min(roleDeadline ?? latest, latest) as Micros;
  change(turn, { roleDeadline: sooner });
}

const groupOf = ({ delivery }: VrrpInstance): string | null =>
  delivery.kind === "multicast" ? delivery.group : null;

function sameAddresses(before: VrrpInstance, after: VrrpInstance): boolean {
  return addressKeys(before) === addressKeys(after);
}

const addressKeys = (instance: VrrpInstance): string =>
  [...instance.virtualAddresses, ...instance.excludedAddresses]
    .map((line) => `${line.interface} ${line.address}/${line.prefixLength}`)
    .join("\n");
