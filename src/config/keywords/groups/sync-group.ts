/** `vrrp_sync_group`: instances that change state together. */
import { none, unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const syncGroupKeywords = {
  group: {
    argument: unread("{ INSTANCE ... }"),
    default: "required, normally >=2 (a group of 1 is dropped with a message)",
    meaning: "members",
    tier: "core",
  },
  track_interface: {
    argument: unread("{ IF [weight -253..253 [reverse]] ... }"),
    default: "weight 0",
    meaning: "interfaces followed by all members",
    tier: "common",
  },
  track_script: {
    argument: unread("{ NAME [weight -253..253 [reverse|noreverse]] ... }"),
    default: "script's weight",
    meaning: "scripts followed by all members",
    tier: "common",
  },
  track_file: {
    argument: unread("{ NAME [weight -254..254 [reverse|noreverse]] ... }"),
    default: "file's weight",
    meaning: "files followed by all members",
    tier: "rare",
  },
  track_process: {
    argument: unread("{ NAME [weight -254..254 [reverse|noreverse]] ... }"),
    default: "process's weight",
    meaning: "processes followed by all members",
    tier: "rare",
  },
  track_bfd: {
    argument: unread("{ NAME [weight -253..253 [reverse|noreverse]] ... }"),
    default: "bfd's weight",
    meaning: "BFD sessions followed by all members",
    tier: "rare",
  },
  notify_master: {
    argument: unread("CMD [USER [GROUP]]"),
    default: null,
    meaning: "run when the group becomes MASTER",
    tier: "core",
  },
  notify_backup: {
    argument: unread("CMD [USER [GROUP]]"),
    default: null,
    meaning: "run when the group becomes BACKUP",
    tier: "core",
  },
  notify_fault: {
    argument: unread("CMD [USER [GROUP]]"),
    default: null,
    meaning: "run when the group becomes FAULT",
    tier: "core",
  },
  notify_stop: {
    argument: unread("CMD [USER [GROUP]]"),
    default: null,
    meaning: "run at daemon stop",
    tier: "rare",
  },
  notify: {
    argument: unread("CMD [USER [GROUP]]"),
    default: null,
    meaning: "run on each change with 4 extra arguments",
    tier: "core",
  },
  smtp_alert: {
    argument: unread("[BOOL]"),
    default: "false unless global default",
    meaning: "mail on group changes",
    tier: "common",
  },
  global_tracking: {
    argument: none,
    default: null,
    meaning: "old way to make members share trackers",
    tier: "legacy",
  },
  sync_group_tracking_weight: {
    argument: none,
    default: null,
    meaning: "permit weighted trackers in members",
    tier: "rare",
  },
  notify_priority_changes: {
    argument: unread("[BOOL]"),
    default: "global",
    meaning: "priority lines on the pipe for all members",
    tier: "rare",
  },
} as const satisfies KeywordSection;
