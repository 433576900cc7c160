/** `garp_group`: interfaces that share a rate limit. */
import { duration, interfaceName, lines } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const garpGroupKeywords = {
  garp_interval: {
    argument: duration(0),
    default: "vrrp_garp_interval",
    meaning: "least time between two ARP messages",
    tier: "rare",
    support: "checked",
  },
  gna_interval: {
    argument: duration(0),
    default: "vrrp_gna_interval",
    meaning: "least time between two neighbour advertisements",
    tier: "rare",
    support: "checked",
  },
  interface: {
    argument: interfaceName,
    default: null,
    meaning: "the interface that the limits hold for",
    tier: "rare",
    support: "checked",
    isList: true,
  },
  interfaces: {
    argument: lines("IF ..."),
    default: null,
    meaning: "the interfaces that share the limits",
    example: "interfaces {\n  eth0\n  eth1\n}",
    tier: "rare",
    support: "checked",
  },
} as const satisfies KeywordSection;
