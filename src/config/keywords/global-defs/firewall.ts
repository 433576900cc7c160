/** Packet filters for `no_accept` and for the virtual MACs. */
import { integer, none, optional, text, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const firewallKeywords = {
  vrrp_iptables: {
    argument: words("[IN [OUT]]"),
    default: null,
    meaning: "block packets for addresses with no_accept by iptables, in these chains",
    example: "vrrp_iptables INPUT OUTPUT",
    tier: "common",
    support: "checked",
    replacedBy: "nftables",
    isDeprecated: true,
  },
  vrrp_ipsets: {
    argument: words("[ADDRESSES [ADDRESSES6 [INTERFACES6 [IGMP [MLD [ND]]]]]]"),
    default: "keepalived, suffixes 6 _if6 _igmp _mld _nd",
    meaning: "names of the sets that iptables looks addresses up in",
    example: "vrrp_ipsets keepalived keepalived6",
    tier: "rare",
    support: "checked",
    replacedBy: "nftables",
    isDeprecated: true,
  },
  nftables: {
    argument: optional(text()),
    default: null,
    meaning:
      "block packets for addresses with no_accept by nftables, in a table of this name; a " +
      "reload cannot change it",
    tier: "common",
    support: "checked",
    repetition: "ignored",
  },
  nftables_ifindex: {
    argument: none,
    default: "depends on dont_track_primary",
    meaning: "match link-local addresses by the number of their interface instead of its name",
    tier: "rare",
    support: "checked",
  },
  nftables_counters: {
    argument: none,
    default: null,
    meaning: "count packets and bytes in every rule",
    tier: "rare",
    support: "checked",
  },
  nftables_ipvs: {
    argument: optional(text()),
    default: "keepalived_ipvs",
    meaning:
      "mark the packets of a virtual_server_group by nftables, so that one IPVS service " +
      "answers for all of it",
    tier: "rare",
    support: "checked",
  },
  nftables_ipvs_start_fwmark: {
    argument: integer(1),
    default: "1000",
    meaning: "first firewall mark that is used for that",
    tier: "rare",
    support: "checked",
  },
} as const satisfies KeywordSection;
