/** Gratuitous ARP and neighbour advertisements: defaults of the instances and rate limits. */
import { clamped, durationOrOff, flag, integer, wholeSeconds, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const announcementsKeywords = {
  vrrp_garp_master_delay: {
    argument: wholeSeconds(),
    default: "5 s",
    meaning: "delay before the second burst after becoming master",
    tier: "common",
    support: "full",
  },
  vrrp_garp_master_repeat: {
    argument: clamped(1),
    default: "5",
    meaning: "messages per burst",
    tier: "common",
    support: "full",
  },
  vrrp_garp_master_refresh: {
    argument: wholeSeconds(),
    default: null,
    meaning: "resend interval while master",
    tier: "common",
    support: "full",
  },
  vrrp_garp_master_refresh_repeat: {
    argument: clamped(1),
    default: "1",
    meaning: "messages per refresh",
    tier: "rare",
    support: "full",
  },
  vrrp_garp_lower_prio_delay: {
    argument: wholeSeconds(),
    default: "vrrp_garp_master_delay",
    meaning: "second burst delay after a lower priority advert was seen as master",
    tier: "rare",
    support: "full",
  },
  vrrp_garp_lower_prio_repeat: {
    argument: integer(0),
    default: "vrrp_garp_master_repeat",
    meaning: "burst size after a lower priority advert",
    tier: "rare",
    support: "full",
  },
  vrrp_garp_interval: {
    argument: durationOrOff(0.000001),
    default: null,
    meaning: "minimum gap between ARP messages per interface",
    tier: "common",
    support: "full",
  },
  vrrp_gna_interval: {
    argument: durationOrOff(0.000001),
    default: null,
    meaning: "minimum gap between neighbour advertisements per interface",
    tier: "common",
    support: "full",
  },
  vrrp_min_garp: {
    argument: flag,
    default: null,
    meaning: "one message, no second burst, no refresh, unless set otherwise",
    tier: "rare",
    support: "full",
  },
  vrrp_garp_extra_if: {
    argument: words("[all] 1..86400 s"),
    default: "0 (off)",
    meaning: "periodic GARP/NA on VIP interfaces other than the instance's own (VMAC ones, or all)",
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
