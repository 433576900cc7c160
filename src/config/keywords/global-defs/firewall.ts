/** Packet filters for `no_accept` and for the virtual MACs. */
import { integer, none, optional, text, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const firewallKeywords = {
  vrrp_iptables: {
    argument: words("[IN [OUT]]"),
    default: null,
    meaning: "use iptables and these chains for no_accept/IGMP filtering",
    example: "vrrp_iptables INPUT OUTPUT",
    tier: "common",
    support: "checked",
    replacedBy: "nftables",
    isDeprecated: true,
  },
  vrrp_ipsets: {
    argument: words("[ADDRESSES [ADDRESSES6 [INTERFACES6 [IGMP [MLD [ND]]]]]]"),
    default: "keepalived, suffixes 6 _if6 _igmp _mld _nd",
    meaning: "ipset names used with iptables",
    example: "vrrp_ipsets keepalived keepalived6",
    tier: "rare",
    support: "checked",
    replacedBy: "nftables",
    isDeprecated: true,
  },
  nftables: {
    argument: optional(text()),
    default: null,
    meaning: "use nftables and this private table; not changeable by reload",
    tier: "common",
    support: "checked",
    repetition: "ignored",
  },
  nftables_ifindex: {
    argument: none,
    default: "depends on dont_track_primary",
    meaning: "key link-local sets by ifindex",
    tier: "rare",
    support: "checked",
  },
  nftables_counters: {
    argument: none,
    default: null,
    meaning: "add counters to each rule",
    tier: "rare",
    support: "checked",
  },
  nftables_ipvs: {
    argument: optional(text()),
    default: "keepalived_ipvs",
    meaning:
      "mark packets of a virtual_server_group with a fwmark so one IPVS service serves the group",
    tier: "rare",
    support: "checked",
  },
  nftables_ipvs_start_fwmark: {
    argument: integer(1),
    default: "1000",
    meaning: "first fwmark handed out",
    tier: "rare",
    support: "checked",
  },
} as const satisfies KeywordSection;
