/** Election: who may be master, when, and how soon. */
import { choice, duration, flag, integer, none, unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const roleKeywords = {
  state: {
    argument: choice("MASTER", "BACKUP"),
    default: "BACKUP",
    meaning: "initial wish; MASTER only shortens the first wait and blocks nopreempt/preempt_delay",
    tier: "core",
    support: "full",
  },
  priority: {
    argument: integer(1, 255),
    default: "100",
    meaning: "election priority; 255 = address owner",
    tier: "core",
    support: "full",
  },
  advert_int: {
    argument: duration(0.01, 255),
    default: "1 s",
    meaning: "advert interval",
    tier: "core",
    support: "full",
  },
  version: {
    argument: integer(2, 3),
    default: "2",
    meaning: "protocol version",
    tier: "common",
    support: "full",
  },
  strict_mode: {
    argument: flag,
    default: null,
    meaning: "enforce the RFC",
    tier: "rare",
    support: "full",
  },
  preempt: {
    argument: none,
    default: null,
    meaning: "kept for compatibility",
    tier: "legacy",
    support: "full",
  },
  nopreempt: {
    argument: none,
    default: null,
    meaning: "do not take over from a lower priority master; needs state BACKUP and prio <255",
    tier: "core",
    support: "full",
  },
  preempt_delay: {
    argument: duration(0, 1000),
    default: null,
    meaning: "wait before preempting; needs state BACKUP, not strict",
    tier: "core",
    support: "full",
  },
  debug: {
    argument: integer(0, 4),
    default: null,
    meaning: "parsed, without effect",
    tier: "legacy",
    support: "full",
  },
  down_timer_adverts: {
    argument: integer(1, 100),
    default: "3",
    meaning: "missed adverts before takeover",
    tier: "rare",
    support: "full",
  },
  timer_expired_backup: {
    argument: unread("[1..254]"),
    default: "off; 254",
    meaning:
      "with nopreempt: yield if we ran so late that a peer of that priority must have taken over",
    tier: "rare",
  },
  thread_timer_expired: {
    argument: unread("[1..254]"),
    default: null,
    meaning: "synonym of timer_expired_backup",
    tier: "legacy",
    replacedBy: "timer_expired_backup",
  },
  lower_prio_no_advert: {
    argument: flag,
    default: null,
    meaning: "as MASTER, do not answer a lower priority advert with one of our own",
    tier: "rare",
    support: "full",
  },
  higher_prio_send_advert: {
    argument: flag,
    default: null,
    meaning: "as MASTER, send one last advert before yielding to a higher priority",
    tier: "rare",
    support: "full",
  },
  owner_ignore_adverts: {
    argument: flag,
    default: null,
    meaning: "as the address owner, priority 255, drop all adverts of others",
    tier: "rare",
    support: "full",
  },
} as const satisfies KeywordSection;
