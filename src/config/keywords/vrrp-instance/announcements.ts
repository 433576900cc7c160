/** Gratuitous ARP and neighbour advertisements of one instance. */
import { clamped, integer, unread, wholeSeconds } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const announcementsKeywords = {
  garp_master_delay: {
    argument: wholeSeconds(),
    default: "5 s",
    meaning: "see global",
    tier: "common",
    support: "full",
  },
  garp_master_repeat: {
    argument: clamped(1),
    default: "5",
    meaning: "see global",
    tier: "common",
    support: "full",
  },
  garp_master_refresh: {
    argument: wholeSeconds(),
    default: null,
    meaning: "see global",
    tier: "common",
    support: "full",
  },
  garp_master_refresh_repeat: {
    argument: clamped(1),
    default: "1",
    meaning: "see global",
    tier: "rare",
    support: "full",
  },
  garp_lower_prio_delay: {
    argument: wholeSeconds(),
    default: "garp_master_delay",
    meaning: "see global",
    tier: "rare",
    support: "full",
  },
  garp_lower_prio_repeat: {
    argument: integer(0),
    default: "garp_master_repeat",
    meaning: "see global",
    tier: "rare",
    support: "full",
  },
  garp_extra_if: {
    argument: unread("[all] 0..86400 s"),
    default: "global",
    meaning: "see global; 0 disables",
    tier: "rare",
  },
  vmac_garp_intvl: {
    argument: unread("[all] 0..86400 s"),
    default: null,
    meaning: "old name of garp_extra_if",
    tier: "legacy",
    replacedBy: "garp_extra_if",
  },
} as const satisfies KeywordSection;
