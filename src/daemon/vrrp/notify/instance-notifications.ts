/**
 * Which scripts, events, mails and webhooks a change of an instance calls for (keepalived.md
 * §14.1).
 */

import type { ScriptCommand } from "../../../config/model/script-command.ts";
import type { VrrpInstance } from "../../../config/model/vrrp-instance.ts";
import type { JournalEvent } from "../../../core/journal/event.ts";
import type { Phase } from "../../../core/vrrp/state.ts";
import type { Priority } from "../../../wire/units.ts";
import type { StateChange } from "../ports.ts";
import { instanceMail } from "./mail.ts";
import {
  alertMessages,
  type EventState,
  eventMessage,
  type NotifyMessage,
  type NotifyState,
  notifyState,
  scriptMessages,
  scriptOf,
  type Told,
} from "./messages.ts";
import type { NotifyRules } from "./rules.ts";

/** `event`: the same change as the journal has it, for webhooks. */
export function notifications(
  change: StateChange,
  event: JournalEvent,
  rules: NotifyRules,
): NotifyMessage[] {
  // A master that was resumed never was anything else.
  const state = change.decision.rule === "resume" ? null : notifyState(change.to);
  if (state === null) return [];
  const { instance, priority } = change;
  return told(instance, state, priority, scriptOf(instance.notify, state), event, rules);
}

/**
 * A reload removed the instance: DELETED where it is asked for, else it is told as FAULT, though
 * `notify_fault` does not run, as there was none.
 */
export function deletionNotifications(
  instance: VrrpInstance,
  event: JournalEvent,
  rules: NotifyRules,
): NotifyMessage[] {
  const { deleted } = instance.notify;
  const state = instance.notifiesDeletion || deleted !== null ? "DELETED" : "FAULT";
  return told(instance, state, instance.priority, deleted, event, rules);
}

/** `notify_master_rx_lower_pri`, which has no arguments. */
export function lowerPriorityNotifications(
  instance: VrrpInstance,
  priority: Priority,
  rules: NotifyRules,
): NotifyMessage[] {
  const told = toldOf(instance, "MASTER_RX_LOWER_PRI", priority);
  const { masterReceivedLowerPriority } = instance.notify;
  return [...scriptMessages(told, masterReceivedLowerPriority, null, rules), eventMessage(told)];
}

/** `notify_priority_changes`: only the pipes hear of it, of a master and of a backup. */
export function priorityNotifications(
  instance: VrrpInstance,
  phase: Phase,
  priority: Priority,
): NotifyMessage[] {
  if (!instance.notifiesPriorityChanges) return [];
  if (phase !== "master" && phase !== "backup") return [];
  const state = phase === "master" ? "MASTER_PRIORITY" : "BACKUP_PRIORITY";
  return [eventMessage(toldOf(instance, state, priority))];
}

/** `fifo_write_vrrp_states_on_reload`: where an instance stands, changed or not. */
export function standingEvents(
  instance: VrrpInstance,
  phase: Phase,
  priority: Priority,
): NotifyMessage[] {
  const state = notifyState(phase);
  return state === null ? [] : [eventMessage(toldOf(instance, state, priority))];
}

function told(
  instance: VrrpInstance,
  state: NotifyState,
  priority: Priority,
  own: ScriptCommand | null,
  event: JournalEvent,
  rules: NotifyRules,
): NotifyMessage[] {
  const change = toldOf(instance, state, priority);
  return [
    ...scriptMessages(change, own, instance.notify.any, rules),
    eventMessage(change),
    ...alertMessages(instanceMail(instance, state, rules), event, rules),
  ];
}

const toldOf = ({ name }: VrrpInstance, state: EventState, priority: Priority): Told => ({
  subject: { kind: "INSTANCE", name },
  state,
  priority,
});
