/**
 * Which of an instance's own trackers count: the priority of an address owner never changes, and
 * those of a sync group's members change together (keepalived.md §6).
 */
import type { Code } from "../../diagnostics/code.ts";
import { trackingCodes } from "../../diagnostics/codes-tracking.ts";
import type { SyncGroup } from "../../model/sync-group.ts";
import type { Tracker } from "../../model/tracking.ts";
import type { VrrpInstance } from "../../model/vrrp-instance.ts";
import { ownerPriority } from "../instance/role.ts";
import type { Judgement } from "../judgement.ts";
import { defaultFileWeight } from "./track-file.ts";

/** Why an instance can have no weights, in words; null where it can. */
type Reason = { readonly kind: "syncGroup" | "owner"; readonly inWords: string };

/** The instance's own list, without its own interface and with the weights that may count. */
export function ownTrackersOf(
  instance: VrrpInstance,
  group: SyncGroup | null,
  judgement: Judgement,
): readonly Tracker[] {
  const reason = reasonAgainstWeights(instance, group);
  return instance.trackers
    .filter((tracker) => !isOwnInterface(tracker, instance, judgement))
    .map((tracker) => (reason === null ? tracker : withoutWeight(tracker, reason, judgement)))
    .filter((tracker) => tracker !== null);
}

function isOwnInterface(
  { kind, name, place }: Tracker,
  instance: VrrpInstance,
  judgement: Judgement,
): boolean {
  if (kind !== "interface" || name !== instance.interface) return false;
  const consequence = instance.trackPrimary
    ? `${instance.name} is in fault while ${name} is down, without this line too.`
    : `${instance.name} does not follow ${name}, as dont_track_primary says.`;
  judgement.report(trackingCodes.ownInterface, place, {
    message: `"${name}" is the interface of ${instance.name} itself`,
    help: "remove the line",
    consequence,
  });
  return true;
}

function reasonAgainstWeights(
  { name, priority }: VrrpInstance,
  group: SyncGroup | null,
): Reason | null {
  if (group !== null && !group.allowsWeights) {
    const inWords = `${name} is in the sync group ${group.name}`;
    return { kind: "syncGroup", inWords };
  }
  if (priority === ownerPriority) {
    return { kind: "owner", inWords: `${name} owns its addresses (priority 255)` };
  }
  return null;
}

/** Weight 0, which makes failure a fault, or null where it is not followed at all. */
function withoutWeight(tracker: Tracker, reason: Reason, judgement: Judgement): Tracker | null {
  const { kind, name, weight, place } = tracker;
  if (weight === 0) return tracker;
  const keeps =
    (kind === "interface" && reason.kind === "syncGroup") ||
    (kind === "file" && weight === defaultFileWeight);
  judgement.report(codeFor(kind), place, {
    message: `the weight of ${kind} "${name}" cannot count: ${reason.inWords}`,
    help: adviceFor(reason),
    consequence: keeps
      ? `A failure of ${name} is a fault of ${judgement.name} instead.`
      : `${judgement.name} therefore does not follow ${name}.`,
  });
  return keeps ? { ...tracker, weight: 0, reversed: false, weightFrom: reason.kind } : null;
}

const codeFor = (kind: Tracker["kind"]): Code =>
  kind === "process" ? trackingCodes.processWeightIgnored : trackingCodes.weightIgnored;

const adviceFor = ({ kind }: Reason): string =>
  kind === "owner"
    ? "write weight 0 behind it, or remove the line"
    : "write weight 0 behind it, or move the line into the group";
