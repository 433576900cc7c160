/** What the process knows of its instances and groups at this moment, for those who ask. */
import type { AddressLine } from "../../../config/model/address-line.ts";
import type { Tracking } from "../../../config/model/tracking.ts";
import { addressLinesOf } from "../../../config/model/vrrp-instance.ts";
import type { Contribution } from "../../../core/tracking/condition.ts";
import { awaitedTrackers, faultText } from "../../../core/vrrp/faults.ts";
import type { VrrpState } from "../../../core/vrrp/state.ts";
import type { Micros } from "../../../wire/units.ts";
import type {
  GroupStatus,
  InstanceStatus,
  RefusedAdverts,
  TrackerStatus,
  VrrpStatus,
} from "../../status/vrrp-status.ts";
import type { RunningGroup } from "../group-runner.ts";
import { ordersInWords } from "../journal-events.ts";
import type { Lateness } from "../lateness.ts";
import type { RunningInstance } from "../running-instance.ts";
import { warningsOf } from "./warnings.ts";

export interface StatusSubject {
  readonly instances: readonly RunningInstance[];
  readonly groups: readonly RunningGroup[];
  readonly lateness: Lateness;
  readonly tracking: Pick<Tracking, "scripts">;
  readonly now: Micros;
  /** Wall clock, milliseconds since 1970, of `now`. */
  readonly nowMillis: number;
}

export const vrrpStatus = (subject: StatusSubject): VrrpStatus => ({
  instances: subject.instances.map((running) => instanceStatus(running, subject)),
  groups: subject.groups.map((group) => groupStatus(group, subject)),
  notFollowed: subject.tracking.scripts.flatMap(({ name, notFollowed }) =>
    notFollowed === undefined ? [] : { kind: "script", name, ...notFollowed },
  ),
  timers: subject.lateness.status,
});

export function instanceStatus(
  { instance, state }: RunningInstance,
  moment: Pick<StatusSubject, "now" | "nowMillis">,
): InstanceStatus {
  return {
    name: instance.name,
    interface: instance.interface,
    virtualRouterId: instance.virtualRouterId,
    family: instance.family,
    version: instance.version,
    state: state.phase,
    sinceMillis: wallMillis(state.lastTransition, moment),
    because: state.lastDecision?.because ?? null,
    basePriority: instance.priority,
    effectivePriority: state.priority,
    master: masterOf(state),
    addresses: addressLinesOf(instance).map(addressText),
    holdsAddresses: state.phase === "master" || state.phase === "handingOver",
    faults: state.faults.map(faultText),
    waitsFor: state.phase === "init" ? waitsFor(state) : [],
    warnings: warningsOf(state, moment.now),
    refusedAdverts: refusedAdverts(state, moment),
    syncGroup: instance.syncGroup,
    orders: ordersInWords(state.operator),
    trackers: state.tracked.contributions.map(trackerStatus),
  };
}

const refusedAdverts = (
  state: VrrpState,
  moment: Pick<StatusSubject, "now" | "nowMillis">,
): RefusedAdverts => ({
  total: state.refusedAdverts,
  causes: state.sightings
    .filter(({ kind }) => kind === "advertRefused")
    .map(({ address, because, priority, count, since, at }) => ({
      address,
      because,
      priority,
      count,
      sinceMillis: wallMillis(since, moment),
      lastMillis: wallMillis(at, moment),
    })),
});

function trackerStatus({ tracker: { kind, name }, result }: Contribution): TrackerStatus {
  if (result === null) return { kind, name, result: null, reason: "" };
  if (result.kind === "value") return { kind, name, result: String(result.value), reason: "" };
  return { kind, name, result: result.good ? "good" : "bad", reason: result.reason };
}

export const groupStatus = (
  { group, state }: RunningGroup,
  moment: Pick<StatusSubject, "now" | "nowMillis">,
): GroupStatus => ({
  name: group.name,
  state: state.phase,
  sinceMillis: wallMillis(state.lastTransition, moment),
  members: group.members,
});

function masterOf({ phase, master, priority, link }: VrrpState): InstanceStatus["master"] {
  if (phase === "master" || phase === "handingOver") {
    return { address: link.sourceAddress, priority, isOwn: true };
  }
  return phase === "backup" && master !== null ? { ...master, isOwn: false } : null;
}

const waitsFor = ({ started, tracked, group }: VrrpState): readonly string[] => [
  ...(started ? [] : ["vrrp_startup_delay"]),
  ...awaitedTrackers(tracked),
  ...group.awaitedMembers.map((name) => `instance ${name} of its sync group`),
];

const addressText = ({ address, prefixLength, interface: name }: AddressLine): string =>
  `${address}/${prefixLength} dev ${name}`;

const wallMillis = (moment: Micros, { now, nowMillis }: Pick<StatusSubject, "now" | "nowMillis">) =>
  Math.round(nowMillis - (now - moment) / 1000);
