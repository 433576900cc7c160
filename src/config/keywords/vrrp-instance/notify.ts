/** Who is told of a change of state. */
import { command, flag, optional } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const notifyKeywords = {
  notify_master: {
    argument: command,
    default: null,
    meaning: "run on MASTER",
    tier: "core",
    support: "full",
  },
  notify_backup: {
    argument: command,
    default: null,
    meaning: "run on BACKUP",
    tier: "core",
    support: "full",
  },
  notify_fault: {
    argument: command,
    default: null,
    meaning: "run on FAULT",
    tier: "core",
    support: "full",
  },
  notify_stop: {
    argument: command,
    default: null,
    meaning: "run at stop",
    tier: "common",
    support: "full",
  },
  notify_deleted: {
    argument: optional(command),
    default: null,
    meaning: "report DELETED when a reload removes the instance, optionally run a script",
    tier: "rare",
    support: "full",
  },
  notify: {
    argument: command,
    default: null,
    meaning: "run on each change with 4 extra arguments",
    tier: "core",
    support: "full",
  },
  notify_master_rx_lower_pri: {
    argument: command,
    default: null,
    meaning: "run when a master hears a lower priority master",
    tier: "rare",
    support: "full",
  },
  smtp_alert: {
    argument: flag,
    default: null,
    meaning: "mail on changes",
    tier: "common",
    support: "checked",
  },
  notify_priority_changes: {
    argument: flag,
    default: "vrrp_notify_priority_changes",
    meaning: "write a line to the pipe for each change of priority",
    tier: "rare",
    support: "checked",
  },
} as const satisfies KeywordSection;
