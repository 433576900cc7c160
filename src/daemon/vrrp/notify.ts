/** Which scripts and which events a change of state calls for, in which order (behaviours §14.1). */

import type { ScriptCommand } from "../../config/model/script-command.ts";
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { Phase } from "../../core/vrrp/state.ts";
import type { Priority } from "../../wire/units.ts";
import type { NotifyState, VrrpToRunner } from "../protocol.ts";
import { type DefaultScriptUser, runnerCommand } from "../runner-command.ts";
import type { StateChange } from "./ports.ts";

export type NotifyMessage = VrrpToRunner & { readonly kind: "notify" | "event" };

/** Of a change: first `notify_STATE`, then `notify`, then the line for the named pipes. */
export function notifications(change: StateChange, fallback: DefaultScriptUser): NotifyMessage[] {
  // A master that was resumed never was anything else.
  const state = change.cause === "resume" ? null : notifyState(change.to);
  if (state === null) return [];
  return messages(change.instance, state, change.priority, fallback);
}

/** A reload removed the instance: `notify_deleted` where it is asked for, else it counts as FAULT. */
export function deletionNotifications(
  instance: VrrpInstance,
  fallback: DefaultScriptUser,
): NotifyMessage[] {
  const state = instance.notify.deleted === null ? "FAULT" : "DELETED";
  return messages(instance, state, instance.priority, fallback);
}

/** `notify_master_rx_lower_pri`, with the arguments of `notify`. */
export function lowerPriorityNotifications(
  instance: VrrpInstance,
  priority: Priority,
  fallback: DefaultScriptUser,
): NotifyMessage[] {
  const command = instance.notify.masterReceivedLowerPriority;
  const state = "MASTER_RX_LOWER_PRI";
  const line = event(instance, state, priority);
  if (command === null) return [line];
  return [message(instance, command, argumentsOf(instance, state, priority), fallback), line];
}

/** `fifo_write_vrrp_states_on_reload`: where an instance stands, changed or not. */
export function standingEvents(instance: VrrpInstance, phase: Phase): NotifyMessage[] {
  const state = notifyState(phase);
  return state === null ? [] : [event(instance, state, instance.priority)];
}

function messages(
  instance: VrrpInstance,
  state: NotifyState,
  priority: Priority,
  fallback: DefaultScriptUser,
): NotifyMessage[] {
  const own = ownScript(instance, state);
  const { any } = instance.notify;
  const found: NotifyMessage[] = [];
  if (own !== null) found.push(message(instance, own, [], fallback));
  if (any !== null) {
    found.push(message(instance, any, argumentsOf(instance, state, priority), fallback));
  }
  found.push(event(instance, state, priority));
  return found;
}

/** Null for phases that nobody outside is to hear of. */
function notifyState(phase: Phase): NotifyState | null {
  switch (phase) {
    case "master":
      return "MASTER";
    case "backup":
      return "BACKUP";
    case "fault":
      return "FAULT";
    case "stopped":
      return "STOP";
    case "init":
    case "handingOver":
      return null;
  }
}

function ownScript({ notify }: VrrpInstance, state: NotifyState): ScriptCommand | null {
  switch (state) {
    case "MASTER":
      return notify.master;
    case "BACKUP":
      return notify.backup;
    case "FAULT":
      return notify.fault;
    case "STOP":
      return notify.stop;
    case "DELETED":
      return notify.deleted;
  }
}

const argumentsOf = (instance: VrrpInstance, state: string, priority: Priority): string[] => [
  "INSTANCE",
  instance.name,
  state,
  `${priority}`,
];

const event = (instance: VrrpInstance, state: string, priority: Priority): NotifyMessage => ({
  kind: "event",
  line: `INSTANCE "${instance.name}" ${state} ${priority}`,
});

function message(
  instance: VrrpInstance,
  command: ScriptCommand,
  extra: readonly string[],
  fallback: DefaultScriptUser,
): NotifyMessage {
  const run = runnerCommand(command, extra, fallback);
  return { kind: "notify", queue: `instance ${instance.name}`, ...run };
}
