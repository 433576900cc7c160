/** Whom scripts run as, start and stop scripts, and the named pipes of events. */
import { command, identity, none, unread, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const scriptsKeywords = {
  use_symlink_paths: {
    argument: unread("[BOOL]"),
    default: null,
    meaning: "keep symbolic links in script paths instead of resolving them",
    tier: "rare",
  },
  set_supplementary_groups: {
    argument: unread("[BOOL]"),
    default: null,
    meaning: "give every script the supplementary groups of its user",
    tier: "rare",
  },
  startup_script: {
    argument: unread("CMD [USER [GROUP]]"),
    default: null,
    meaning: "run once by the parent before children start",
    tier: "rare",
  },
  startup_script_timeout: {
    argument: unread("1..1000 s"),
    default: "10",
    meaning: "time limit of startup_script",
    tier: "rare",
  },
  shutdown_script: {
    argument: unread("CMD [USER [GROUP]]"),
    default: null,
    meaning: "run once after children ended",
    tier: "rare",
  },
  shutdown_script_timeout: {
    argument: unread("1..1000 s"),
    default: "10",
    meaning: "time limit of shutdown_script",
    tier: "rare",
  },
  notify_fifo: {
    argument: words("PATH [USER [GROUP]]"),
    default: null,
    meaning: "named pipe that gets every vrrp and lvs event",
    tier: "common",
    support: "checked",
  },
  notify_fifo_script: {
    argument: command,
    default: null,
    meaning: "reader process started by the daemon; pipe path is its last argument",
    tier: "common",
    support: "checked",
  },
  vrrp_notify_fifo: {
    argument: words("PATH [USER [GROUP]]"),
    default: null,
    meaning: "pipe for vrrp events",
    tier: "common",
    support: "checked",
  },
  vrrp_notify_fifo_script: {
    argument: command,
    default: null,
    meaning: "its reader",
    tier: "common",
    support: "checked",
  },
  lvs_notify_fifo: {
    argument: words("PATH [USER [GROUP]]"),
    default: null,
    meaning: "pipe for virtual/real server events",
    tier: "rare",
    support: "checked",
  },
  lvs_notify_fifo_script: {
    argument: command,
    default: null,
    meaning: "its reader",
    tier: "rare",
    support: "checked",
  },
  fifo_write_vrrp_states_on_reload: {
    argument: none,
    default: null,
    meaning: "write all current states to the pipe after a reload",
    tier: "rare",
  },
  script_user: {
    argument: identity,
    default: "keepalived_script if that user exists, else root",
    meaning: "default identity for scripts",
    tier: "core",
    support: "full",
  },
  enable_script_security: {
    argument: none,
    default: null,
    meaning: "refuse root scripts whose path non-root users could alter; no fall-back to root",
    tier: "core",
    support: "full",
  },
} as const satisfies KeywordSection;
