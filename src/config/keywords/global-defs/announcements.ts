/** Gratuitous ARP and neighbour advertisements: defaults of the instances and rate limits. */
import { clamped, durationOrOff, flag, integer, wholeSeconds, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const announcementsKeywords = {
  vrrp_garp_master_delay: {
    argument: wholeSeconds(),
    default: "5 s",
    meaning: "wait from becoming master to the second burst of announcements; 0 is no second one",
    tier: "common",
    support: "full",
  },
  vrrp_garp_master_repeat: {
    argument: clamped(1),
    default: "5",
    meaning: "how often each address is announced in a burst",
    tier: "common",
    support: "full",
  },
  vrrp_garp_master_refresh: {
    argument: wholeSeconds(),
    default: null,
    meaning: "how often a master announces its addresses again; 0 is never",
    tier: "common",
    support: "full",
  },
  vrrp_garp_master_refresh_repeat: {
    argument: clamped(1),
    default: "1",
    meaning: "how often each address is announced then",
    tier: "rare",
    support: "full",
  },
  vrrp_garp_lower_prio_delay: {
    argument: wholeSeconds(),
    default: "vrrp_garp_master_delay",
    meaning: "wait to the second burst after a master has heard one with a lower priority",
    tier: "rare",
    support: "full",
  },
  vrrp_garp_lower_prio_repeat: {
    argument: integer(0),
    default: "vrrp_garp_master_repeat",
    meaning: "how often each address is announced then",
    tier: "rare",
    support: "full",
  },
  vrrp_garp_interval: {
    argument: durationOrOff(0.000001),
    default: null,
    meaning: "least time between two ARP messages on an interface, for switches that drop more",
    tier: "common",
    support: "full",
  },
  vrrp_gna_interval: {
    argument: durationOrOff(0.000001),
    default: null,
    meaning: "least time between two neighbour advertisements on an interface",
    tier: "common",
    support: "full",
  },
  vrrp_min_garp: {
    argument: flag,
    default: null,
    meaning:
      "announce each address once, without a second burst or a refresh, where nothing else is set",
    tier: "rare",
    support: "full",
  },
  vrrp_garp_extra_if: {
    argument: words("[all] 1..86400 s"),
    default: "0 (off)",
    meaning:
      "how often a master announces addresses on interfaces that carry no adverts, such as " +
      "VMACs; all means all of them",
    example: "vrrp_garp_extra_if all 60",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  vrrp_vmac_garp_intvl: {
    argument: words("[all] 1..86400 s"),
    default: null,
    meaning: "old name of vrrp_garp_extra_if",
    example: "vrrp_vmac_garp_intvl 60",
    tier: "legacy",
    support: "checked",
    replacedBy: "vrrp_garp_extra_if",
    isDeprecated: true,
    missingValue: "named",
  },
} as const satisfies KeywordSection;
