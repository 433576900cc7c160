/**
 * Which scripts, events, mails and webhooks a change of a sync group calls for (keepalived.md §6).
 */
import type { SyncGroup } from "../../../config/model/sync-group.ts";
import type { JournalEvent } from "../../../core/journal/event.ts";
import type { Phase } from "../../../core/vrrp/state.ts";
import { groupMail } from "./mail.ts";
import {
  alertMessages,
  eventMessage,
  type NotifyMessage,
  type NotifyState,
  notifyState,
  scriptMessages,
  scriptOf,
  type Told,
} from "./messages.ts";
import type { NotifyRules } from "./rules.ts";

/** Once a change of the whole group, `to` being the phase that its members share now. */
export function groupNotifications(
  group: SyncGroup,
  to: Phase,
  event: JournalEvent,
  rules: NotifyRules,
): NotifyMessage[] {
  const state = notifyState(to);
  if (state === null) return [];
  const told = toldOf(group, state);
  return [
    ...scriptMessages(told, scriptOf(group.notify, state), group.notify.any, rules),
    eventMessage(told),
    ...alertMessages(groupMail(group, state, rules), event, rules),
  ];
}

/** `fifo_write_vrrp_states_on_reload`: where a group stands, changed or not. */
export function standingGroupEvents(group: SyncGroup, phase: Phase): NotifyMessage[] {
  const state = notifyState(phase);
  return state === null ? [] : [eventMessage(toldOf(group, state))];
}

const toldOf = ({ name }: SyncGroup, state: NotifyState): Told => ({
  subject: { kind: "GROUP", name },
  state,
  priority: 0,
});
