/** Changes as the journal and webhooks have them. */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { JournalEvent } from "../../core/journal/event.ts";
import type { Decision } from "../../core/vrrp/decision.ts";
import type { OperatorCondition } from "../../core/vrrp/events.ts";
import type { Sighting } from "../../core/vrrp/sighting.ts";
import type { Phase } from "../../core/vrrp/state.ts";
import type { GroupChange, PriorityChange, StateChange } from "./ports.ts";

export const stateEvent = ({
  instance,
  from,
  to,
  decision,
  priority,
}: StateChange): JournalEvent => ({
  kind: "instance",
  name: instance.name,
  from,
  to,
  priority,
  rule: decision.rule,
  because: decision.because,
  heard: heardIn(decision),
});

const heardIn = ({ heard }: Decision) =>
  heard === null ? null : { address: heard.address, priority: heard.priority };

export const priorityEvent = ({ instance, from, to, because }: PriorityChange): JournalEvent => ({
  kind: "priority",
  name: instance.name,
  from,
  to,
  because,
});

export const sightingEvent = (
  { name }: VrrpInstance,
  { kind, address, priority, because }: Sighting,
): JournalEvent => ({ kind, name, address, priority, because });

export const linkEvent = (name: string, up: boolean): JournalEvent => ({
  kind: "tracker",
  tracker: "interface",
  name,
  result: up ? "good" : "bad",
  because: up ? "link is up" : "link is down",
});

/** What is asked of an instance now, in words. */
export function operatorEvent(name: string, operator: OperatorCondition): JournalEvent {
  const orders = ordersInWords(operator);
  const command = orders.length === 0 ? "no orders any more" : orders.join(", ");
  return { kind: "operator", name, command };
}

export const ordersInWords = ({ priority, fault, standsBack }: OperatorCondition) => [
  ...(priority === null ? [] : [`priority ${priority}`]),
  ...(fault ? ["fault"] : []),
  ...(standsBack ? ["stands back after a switch-over"] : []),
];

export const groupEvent = ({ group, to, because }: GroupChange): JournalEvent => ({
  kind: "group",
  name: group.name,
  to,
  because,
});

/** A reload removed it. */
export const goneEvent = (instance: VrrpInstance, from: Phase): JournalEvent => ({
  kind: "instance",
  name: instance.name,
  from,
  to: "stopped",
  priority: instance.priority,
  rule: "removed",
  because: "a reload removed it from the configuration",
  heard: null,
});
