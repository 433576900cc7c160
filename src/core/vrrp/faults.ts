/** What keeps an instance from taking part, as one list (keepalived.md §9.7). */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { Contribution, TrackedCondition } from "../tracking/condition.ts";
import type { Decision } from "./decision.ts";
import type { GroupCondition, LinkCondition, OperatorCondition } from "./events.ts";
import type { Fault, VrrpState } from "./state.ts";

/** All that faults come from. */
export type Conditions = Pick<VrrpState, "link" | "tracked" | "group" | "operator">;

export const faultsOf = (instance: VrrpInstance, conditions: Conditions): readonly Fault[] => [
  ...linkFaults(instance, conditions.link),
  ...trackerFaults(conditions.tracked),
  ...groupFaults(conditions.group),
  ...operatorFaults(conditions.operator),
];

/** Without those that the sync group lends it. */
export const ownFaults = ({ faults }: Pick<VrrpState, "faults">): readonly Fault[] =>
  faults.filter(({ reason }) => reason !== "groupMember");

/** What it follows and has not heard of yet, in words; only an instance in INIT minds. */
export const awaitedTrackers = ({ contributions }: TrackedCondition): readonly string[] =>
  contributions.filter(({ effect }) => effect.kind === "awaited").map(trackerName);

function linkFaults(instance: VrrpInstance, link: LinkCondition): readonly Fault[] {
  const own = (reason: "interfaceMissing" | "interfaceDown" | "noSourceAddress"): Fault => ({
    reason,
    interfaceName: instance.interface,
  });
  if (!link.present) return [own("interfaceMissing")];
  const faults: Fault[] = [...link.obstacles];
  if (!link.up && instance.trackPrimary) faults.push(own("interfaceDown"));
  if (link.sourceAddress === null) faults.push(own("noSourceAddress"));
  return faults;
}

const trackerFaults = ({ contributions }: TrackedCondition): readonly Fault[] =>
  contributions
    .filter(({ effect }) => effect.kind === "fault")
    .map((contribution) => ({
      reason: "tracker",
      tracker: contribution.tracker.kind,
      name: contribution.tracker.name,
      text: contributionText(contribution),
    }));

const groupFaults = ({ faultyMembers }: GroupCondition): readonly Fault[] =>
  faultyMembers.map((name) => ({ reason: "groupMember", name }));

const operatorFaults = ({ fault }: OperatorCondition): readonly Fault[] =>
  fault ? [{ reason: "operator" }] : [];

export function faultText(fault: Fault): string {
  switch (fault.reason) {
    case "interfaceMissing":
      return `interface ${fault.interfaceName} does not exist`;
    case "interfaceDown":
      return `interface ${fault.interfaceName} is down`;
    case "noSourceAddress":
      return `interface ${fault.interfaceName} has no address to send adverts from`;
    case "noMulticast":
      return `interface ${fault.interfaceName} has no multicast, and there is no unicast_peer`;
    case "socketRefused":
      return `no socket to send and receive adverts on ${fault.interfaceName}`;
    case "routeInterfaceDown":
      return `interface ${fault.interfaceName}, which a route needs, is down or missing`;
    case "staticMissing":
      return `${fault.what} of its track_group is missing`;
    case "tracker":
      return fault.text;
    case "groupMember":
      return `${fault.name} of the sync group is in fault`;
    case "operator":
      return "an operator put it in fault";
  }
}

export const faultsInWords = (faults: readonly Fault[]): string => faults.map(faultText).join(", ");

/** Why it is in fault: `faults` are at least one. */
export function faultDecision(faults: readonly Fault[]): Decision {
  const isGroups = faults.every(({ reason }) => reason === "groupMember");
  return { rule: isGroups ? "group" : "fault", because: faultsInWords(faults), heard: null };
}

/** "script chk_web failed (exited with status 1)", "interface eth1: link is down". */
export function contributionText(contribution: Contribution): string {
  const { tracker, result } = contribution;
  const name = trackerName(contribution);
  if (result === null) return `${name} has no result yet`;
  if (result.kind === "value") return `${name} holds ${result.value}`;
  const { good, reason } = result;
  if (tracker.kind !== "script") return `${name}: ${reason}`;
  return good ? `${name} succeeded` : `${name} failed (${reason})`;
}

const trackerName = ({ tracker: { kind, name } }: Contribution): string => `${kind} ${name}`;
