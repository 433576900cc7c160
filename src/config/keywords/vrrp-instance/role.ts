/** Election: who may be master, when, and how soon. */
import { choice, duration, flag, integer, none, optional } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const roleKeywords = {
  state: {
    argument: choice("MASTER", "BACKUP"),
    default: "BACKUP",
    meaning:
      "what this router expects to be at first; the election decides, and MASTER only " +
      "shortens the first wait and switches nopreempt and preempt_delay off",
    tier: "core",
    support: "full",
  },
  priority: {
    argument: integer(1, 255),
    default: "100",
    meaning: "the highest one is elected; 255 belongs to the machine whose own addresses these are",
    tier: "core",
    support: "full",
  },
  advert_int: {
    argument: duration(0.01, 255),
    default: "1 s",
    meaning:
      "time between two adverts: whole seconds in version 2, hundredths in version 3; the " +
      "same on all machines",
    tier: "core",
    support: "full",
  },
  version: {
    argument: integer(2, 3),
    default: "2",
    meaning: "version of the protocol, the same on all machines; IPv6 needs 3",
    tier: "common",
    support: "full",
  },
  strict_mode: {
    argument: flag,
    default: null,
    meaning: "hold to the RFC: no unicast, no authentication, addresses in version 3, and more",
    tier: "rare",
    support: "full",
  },
  preempt: {
    argument: none,
    default: null,
    meaning: "is how it is without nopreempt",
    tier: "legacy",
    support: "full",
  },
  nopreempt: {
    argument: none,
    default: null,
    meaning:
      "leave a master of a lower priority in place, until it fails; not with state MASTER " +
      "or priority 255",
    tier: "core",
    support: "full",
  },
  preempt_delay: {
    argument: duration(0, 1000),
    default: null,
    meaning:
      "how long a master of a lower priority is left in place; not with state MASTER or nopreempt",
    tier: "core",
    support: "full",
  },
  debug: {
    argument: integer(0, 4),
    default: null,
    meaning: "is read, and does nothing",
    tier: "legacy",
    support: "full",
  },
  down_timer_adverts: {
    argument: integer(1, 100),
    default: "3",
    meaning: "how many adverts a backup has to miss before it takes over",
    tier: "rare",
    support: "full",
  },
  timer_expired_backup: {
    argument: optional(integer(1, 254)),
    default: "off; 254",
    meaning:
      "with nopreempt, give way when we ran so late that a peer of that priority must have " +
      "taken over",
    example: "nopreempt\ntimer_expired_backup",
    tier: "rare",
    support: "checked",
  },
  thread_timer_expired: {
    argument: optional(integer(1, 254)),
    default: null,
    meaning: "another name of timer_expired_backup",
    example: "nopreempt\nthread_timer_expired",
    tier: "legacy",
    support: "checked",
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
    example: "priority 255\nowner_ignore_adverts",
    tier: "rare",
    support: "full",
  },
} as const satisfies KeywordSection;
