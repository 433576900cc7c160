/** Everything that an instance follows in the end: its own lines, its group's, its addresses'. */
import { trackingCodes } from "../../diagnostics/codes-tracking.ts";
import type { SyncGroup } from "../../model/sync-group.ts";
import type { Tracker } from "../../model/tracking.ts";
import type { VrrpInstance } from "../../model/vrrp-instance.ts";
import { append } from "../append.ts";
import type { Judgement } from "../judgement.ts";
import { interfacesInUse } from "./interfaces-in-use.ts";
import { ownTrackersOf } from "./own-trackers.ts";

/** The instance with its group and with each thing that it follows once. */
export function settleTrackers(
  instance: VrrpInstance,
  group: SyncGroup | null,
  judgement: Judgement,
): VrrpInstance {
  const own = ownTrackersOf(instance, group, judgement);
  const ofGroup = (group?.trackers ?? []).filter((tracker) =>
    countsForMember(tracker, instance, judgement),
  );
  const trackers = [...merge(own, ofGroup, judgement)];
  const inUse = new Map(interfacesInUse(instance).map((tracker) => [tracker.name, tracker]));
  const settled = trackers.map((tracker) => unweighted(tracker, inUse, judgement));
  const followed = new Set(trackers.filter(isInterface).map(({ name }) => name));
  append(
    settled,
    [...inUse.values()].filter(({ name }) => !followed.has(name)),
  );
  return { ...instance, trackers: settled, syncGroup: group?.name ?? null };
}

/** Whatever the weight of its line: what is on an interface that is down is out of reach. */
function unweighted(
  tracker: Tracker,
  inUse: ReadonlyMap<string, Tracker>,
  judgement: Judgement,
): Tracker {
  const use = isInterface(tracker) ? inUse.get(tracker.name) : undefined;
  if (use === undefined || tracker.weight === 0) return tracker;
  judgement.report(trackingCodes.weightOfInterfaceInUse, tracker.place, {
    message: `${judgement.name} has an address, a route or a rule on "${tracker.name}"`,
    help: "remove the weight, or write no_track behind what is there",
    consequence: `${judgement.name} is in fault while ${tracker.name} is down.`,
    related: [{ span: use.place, message: "what is there" }],
  });
  return use;
}

const isInterface = ({ kind }: Tracker): boolean => kind === "interface";

/** The group follows an interface that is a member's own: that member follows it already. */
function countsForMember(tracker: Tracker, instance: VrrpInstance, judgement: Judgement): boolean {
  const isOwn = isInterface(tracker) && tracker.name === instance.interface;
  if (!isOwn || !instance.trackPrimary) return true;
  judgement.report(trackingCodes.interfaceTrackedTwice, tracker.place, {
    message: `"${tracker.name}" is the interface of ${instance.name}, a member of the group`,
    help: "members follow their own interfaces without such a line",
    consequence: `${instance.name} is in fault while ${tracker.name} is down.`,
  });
  return false;
}

/** The group's weight counts, unless the member's own is 0. */
function merge(
  own: readonly Tracker[],
  ofGroup: readonly Tracker[],
  judgement: Judgement,
): readonly Tracker[] {
  const groups = new Map(ofGroup.map((tracker) => [keyOf(tracker), tracker]));
  const kept = own.map((tracker) => {
    const twin = groups.get(keyOf(tracker));
    if (twin === undefined) return tracker;
    groups.delete(keyOf(tracker));
    reportTwice(tracker, twin, judgement);
    return tracker.weight === 0 ? tracker : twin;
  });
  return [...kept, ...groups.values()];
}

const keyOf = ({ kind, name }: Tracker): string => `${kind} ${name}`;

function reportTwice(own: Tracker, ofGroup: Tracker, judgement: Judgement): void {
  const code = isInterface(own) ? trackingCodes.interfaceTrackedTwice : trackingCodes.trackedTwice;
  const counts = own.weight === 0 ? own : ofGroup;
  judgement.report(code, own.place, {
    message: `${judgement.name} and its sync group both follow ${own.kind} "${own.name}"`,
    help: "remove one of the two lines",
    consequence: `For ${judgement.name} it has the weight ${counts.weight}.`,
    related: [{ span: ofGroup.place, message: "the group's line" }],
  });
}
