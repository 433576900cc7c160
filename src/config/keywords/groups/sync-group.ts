/** `vrrp_sync_group`: instances that change state together. */
import { command, flag, lines, none } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { trackerLists } from "../tracking/weight.ts";

export const syncGroupKeywords = {
  group: {
    argument: lines("INSTANCE ..."),
    default: "required, normally >=2 (a group of 1 is dropped with a message)",
    meaning: "the instances that change state together, two at least",
    example: "group {\n  VI_1\n  VI_2\n}",
    tier: "core",
    support: "full",
  },
  track_interface: {
    argument: trackerLists.interface,
    default: "weight 0",
    meaning:
      "interfaces followed by all members: one that is down is a fault, or changes the priority",
    example: "track_interface {\n  eth1\n  eth2 weight -20\n}",
    tier: "common",
    support: "full",
  },
  track_script: {
    argument: trackerLists.script,
    default: "script's weight",
    meaning: "scripts followed by all members",
    example: "track_script {\n  check_web weight -20\n}",
    tier: "common",
    support: "full",
  },
  track_file: {
    argument: trackerLists.file,
    default: "file's weight",
    meaning: "files followed by all members",
    example: "track_file {\n  maintenance weight -1\n}",
    tier: "rare",
    support: "full",
  },
  track_process: {
    argument: trackerLists.process,
    default: "process's weight",
    meaning: "processes followed by all members",
    example: "track_process {\n  haproxy weight 10\n}",
    tier: "rare",
    support: "full",
  },
  track_bfd: {
    argument: trackerLists.bfd,
    default: "bfd's weight",
    meaning: "BFD sessions followed by all members",
    example: "track_bfd {\n  uplink\n}",
    tier: "rare",
    support: "checked",
  },
  notify_master: {
    argument: command,
    default: null,
    meaning: "command to run when the group becomes master",
    tier: "core",
    support: "full",
  },
  notify_backup: {
    argument: command,
    default: null,
    meaning: "command to run when the group becomes backup",
    tier: "core",
    support: "full",
  },
  notify_fault: {
    argument: command,
    default: null,
    meaning: "command to run when the group goes to FAULT",
    tier: "core",
    support: "full",
  },
  notify_stop: {
    argument: command,
    default: null,
    meaning: "command to run when the daemon stops",
    tier: "rare",
    support: "full",
  },
  notify: {
    argument: command,
    default: null,
    meaning:
      "command to run at every change, with four more arguments: GROUP, the name, the new " +
      "state and the priority",
    tier: "core",
    support: "full",
  },
  smtp_alert: {
    argument: flag,
    default: "smtp_alert_vrrp, smtp_alert of global_defs, else off",
    meaning: "mail about changes of the group",
    tier: "common",
    support: "full",
  },
  global_tracking: {
    argument: none,
    default: null,
    meaning: "old way to make members share trackers: write them into the group instead",
    tier: "legacy",
    support: "checked",
  },
  sync_group_tracking_weight: {
    argument: none,
    default: null,
    meaning: "let members have weighted trackers of their own, so that their priorities may differ",
    tier: "rare",
    support: "full",
  },
  notify_priority_changes: {
    argument: flag,
    default: "what the members say",
    meaning: "write changes of its members' priorities to the named pipe too",
    tier: "rare",
    support: "full",
  },
} as const satisfies KeywordSection;
