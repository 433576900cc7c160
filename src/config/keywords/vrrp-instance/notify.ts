/** Who is told of a change of state. */
import { command, flag, optional } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const notifyKeywords = {
  notify_master: {
    argument: command,
    default: null,
    meaning: "command to run when the instance becomes master",
    tier: "core",
    support: "full",
  },
  notify_backup: {
    argument: command,
    default: null,
    meaning: "command to run when the instance becomes backup",
    tier: "core",
    support: "full",
  },
  notify_fault: {
    argument: command,
    default: null,
    meaning: "command to run when the instance goes to FAULT",
    tier: "core",
    support: "full",
  },
  notify_stop: {
    argument: command,
    default: null,
    meaning: "command to run when the daemon stops",
    tier: "common",
    support: "full",
  },
  notify_deleted: {
    argument: optional(command),
    default: null,
    meaning:
      "say DELETED instead of FAULT when a reload removes the instance, and run this " +
      "command if there is one",
    tier: "rare",
    support: "full",
  },
  notify: {
    argument: command,
    default: null,
    meaning:
      "command to run at every change, with four more arguments: INSTANCE or GROUP, the " +
      "name, the new state and the priority",
    tier: "core",
    support: "full",
  },
  notify_master_rx_lower_pri: {
    argument: command,
    default: null,
    meaning:
      "command to run when a master hears one with a lower priority: perhaps the link " +
      "between them was cut",
    tier: "rare",
    support: "full",
  },
  smtp_alert: {
    argument: flag,
    default: null,
    meaning: "mail about changes of this instance",
    tier: "common",
    support: "full",
  },
  notify_priority_changes: {
    argument: flag,
    default: "vrrp_notify_priority_changes",
    meaning: "write a line to the pipe for each change of priority",
    tier: "rare",
    support: "full",
  },
} as const satisfies KeywordSection;
