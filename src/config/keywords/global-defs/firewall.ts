/** Packet filters for `no_accept` and for the virtual MACs. */
import { none, optional, text, unread, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const firewallKeywords = {
  vrrp_iptables: {
    argument: words("[IN [OUT]]"),
    default: null,
    meaning: "use iptables and these chains for no_accept/IGMP filtering",
    tier: "common",
    support: "checked",
  },
  vrrp_ipsets: {
    argument: unread("[A [A6 [IF6 [IGMP [MLD [ND]]]]]]; no arg = disable"),
    default: "keepalived, suffixes 6 _if6 _igmp _mld _nd",
    meaning: "ipset names used with iptables",
    tier: "rare",
  },
  nftables: {
    argument: optional(text()),
    default: null,
    meaning: "use nftables and this private table; not changeable by reload",
    tier: "common",
    support: "checked",
  },
  nftables_ifindex: {
    argument: none,
    default: "depends on dont_track_primary",
    meaning: "key link-local sets by ifindex",
    tier: "rare",
  },
  nftables_counters: {
    argument: none,
    default: null,
    meaning: "add counters to each rule",
    tier: "rare",
  },
  nftables_ipvs: {
    argument: unread("[TABLE]"),
    default: "keepalived_ipvs",
    meaning:
      "mark packets of a virtual_server_group with a fwmark so one IPVS service serves the group",
    tier: "rare",
  },
  nftables_ipvs_start_fwmark: {
    argument: unread(">=1"),
    default: "1000",
    meaning: "first fwmark handed out",
    tier: "rare",
  },
} as const satisfies KeywordSection;
