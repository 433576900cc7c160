/** Which scripts a change of state calls for, in which order, with which arguments (behaviours §14.1). */

import type { ScriptCommand } from "../../config/model/script-command.ts";
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { Priority } from "../../wire/units.ts";
import type { NotifyState, VrrpToRunner } from "../protocol.ts";
import { type DefaultScriptUser, runnerCommand } from "../runner-command.ts";
import type { StateChange } from "./ports.ts";

export type NotifyMessage = VrrpToRunner & { readonly kind: "notify" };

/** The scripts of a change: first `notify_STATE`, then `notify`. */
export function notifications(change: StateChange, fallback: DefaultScriptUser): NotifyMessage[] {
  const state = notifyState(change);
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
  if (command === null) return [];
  const extra = argumentsOf(instance, "MASTER_RX_LOWER_PRI", priority);
  return [message(instance, command, extra, fallback)];
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
  return found;
}

/** Null for changes that nobody outside is to hear of: a resumed master never was anything else. */
function notifyState({ to, cause }: StateChange): NotifyState | null {
  if (cause === "resume") return null;
  switch (to) {
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

function message(
  instance: VrrpInstance,
  command: ScriptCommand,
  extra: readonly string[],
  fallback: DefaultScriptUser,
): NotifyMessage {
  const run = runnerCommand(command, extra, fallback);
  return { kind: "notify", queue: `instance ${instance.name}`, ...run };
}
