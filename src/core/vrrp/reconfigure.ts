/** A reload, as one instance sees it (keepalived.md §4.4). */
import type { AddressLine } from "../../config/model/address-line.ts";
import { addressLinesOf, type VrrpInstance } from "../../config/model/vrrp-instance.ts";
import { type Micros, plus } from "../../wire/units.ts";
import { announceAdded, startRefreshing } from "./announcements.ts";
import type { VrrpEvent } from "./events.ts";
import { endSightings } from "./sightings.ts";
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
  endSightings(turn);
  movePriority(turn, "the configuration changed");
  reassess(turn);
  goOn(turn, before);
}

function goOn(turn: Turn, before: VrrpInstance): void {
  const { instance, state } = turn;
  const { refreshMicros } = instance.announcements;
  if (turn.state.phase === "master") {
    const interval = instance.advertIntervalMicros;
    change(turn, { masterAdvertIntervalMicros: interval, roleDeadline: plus(turn.now, interval) });
    sendAdvert(turn, turn.state.priority);
    // Also for a label or a scope: nothing is done where all is as it should be.
    turn.effects.push({ kind: "claimAddresses" });
    if (refreshMicros !== before.announcements.refreshMicros) startRefreshing(turn);
    announceAdded(turn, addedTo(before, instance));
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

function addedTo(before: VrrpInstance, after: VrrpInstance): readonly AddressLine[] {
  const known = new Set(addressLinesOf(before).map(lineKey));
  return addressLinesOf(after).filter((line) => !known.has(lineKey(line)));
}

const lineKey = (line: AddressLine): string =>
  `${line.interface} ${line.address}/${line.prefixLength}`;
