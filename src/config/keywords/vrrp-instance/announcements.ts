/** Gratuitous ARP and neighbour advertisements of one instance. */
import { clamped, integer, wholeSeconds, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const announcementsKeywords = {
  garp_master_delay: {
    argument: wholeSeconds(),
    default: "5 s",
    meaning:
      "seconds between the first and the second burst after becoming MASTER; 0 is no second one",
    tier: "common",
    support: "full",
  },
  garp_master_repeat: {
    argument: clamped(1),
    default: "5",
    meaning: "messages per burst for each address",
    tier: "common",
    support: "full",
  },
  garp_master_refresh: {
    argument: wholeSeconds(),
    default: null,
    meaning: "seconds between refreshes while MASTER; 0 is none",
    tier: "common",
    support: "full",
  },
  garp_master_refresh_repeat: {
    argument: clamped(1),
    default: "1",
    meaning: "messages per refresh for each address",
    tier: "rare",
    support: "full",
  },
  garp_lower_prio_delay: {
    argument: wholeSeconds(),
    default: "garp_master_delay",
    meaning: "seconds until the second burst after a lower priority advert was heard as MASTER",
    tier: "rare",
    support: "full",
  },
  garp_lower_prio_repeat: {
    argument: integer(0),
    default: "garp_master_repeat",
    meaning: "messages per burst after a lower priority advert was heard as MASTER",
    tier: "rare",
    support: "full",
  },
  garp_extra_if: {
    argument: words("[all] 0..86400 s"),
    default: "global",
    meaning:
      "seconds between messages on interfaces that carry addresses but no adverts; 0 is none",
    example: "garp_extra_if all 60",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  vmac_garp_intvl: {
    argument: words("[all] 0..86400 s"),
    default: null,
    meaning: "old name of garp_extra_if",
    example: "vmac_garp_intvl 60",
    tier: "legacy",
    support: "checked",
    missingValue: "named",
    replacedBy: "garp_extra_if",
    isDeprecated: true,
  },
} as const satisfies KeywordSection;
