/** Defaults of the instances and what concerns all of VRRP. */
import {
  choice,
  duration,
  durationOrOff,
  flag,
  integer,
  interfaceName,
  multicastAddress,
  none,
  optional,
  text,
} from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const vrrpKeywords = {
  dynamic_interfaces: {
    argument: optional(choice("allow_if_changes")),
    default: null,
    meaning:
      "interfaces may come later and come back; with allow_if_changes also as another kind " +
      "of interface",
    tier: "common",
    support: "full",
  },
  default_interface: {
    argument: interfaceName,
    default: "eth0",
    meaning: "interface of static addresses without dev",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
  disable_local_igmp: {
    argument: none,
    default: null,
    meaning:
      "keep reports of link-local multicast groups off the network by sysctl instead of a " +
      "filter; a reload cannot change it",
    tier: "rare",
    support: "checked",
  },
  v3_checksum_as_v2: {
    argument: flag,
    default: null,
    meaning:
      "leave the pseudo header out of the IPv4 checksum of version 3, for routers that do " +
      "so too; default of all instances",
    tier: "rare",
    support: "full",
  },
  vrrp_mcast_group4: {
    argument: multicastAddress("ipv4"),
    default: "224.0.0.18",
    meaning: "multicast group that IPv4 adverts go to",
    tier: "rare",
    support: "full",
  },
  vrrp_mcast_group6: {
    argument: multicastAddress("ipv6"),
    default: "ff02::12",
    meaning: "multicast group that IPv6 adverts go to",
    tier: "rare",
    support: "full",
  },
  vrrp_down_timer_adverts: {
    argument: integer(1, 100),
    default: "3",
    meaning: "how many adverts a backup has to miss before it takes over; default of all instances",
    tier: "rare",
    support: "full",
  },
  vrrp_lower_prio_no_advert: {
    argument: flag,
    default: null,
    meaning: "as master, let an advert of a lower priority go unanswered; default of all instances",
    tier: "rare",
    support: "full",
  },
  vrrp_higher_prio_send_advert: {
    argument: flag,
    default: null,
    meaning:
      "as master, send one last advert before giving way to a higher priority; default of " +
      "all instances",
    tier: "rare",
    support: "full",
  },
  vrrp_owner_ignore_adverts: {
    argument: flag,
    default: null,
    meaning: "with priority 255, ignore all adverts of others; default of all instances",
    tier: "rare",
    support: "full",
  },
  vrrp_version: {
    argument: integer(2, 3),
    default: "2",
    meaning: "version of the protocol, where an instance does not name its own",
    tier: "common",
    support: "full",
  },
  vrrp_check_unicast_src: {
    argument: none,
    default: null,
    meaning:
      "ignore unicast adverts that do not come from a configured peer; default of all instances",
    tier: "rare",
    support: "full",
  },
  vrrp_skip_check_adv_addr: {
    argument: flag,
    default: null,
    meaning:
      "compare the addresses in an advert with our own only when the master is another one " +
      "than before; default of all instances",
    tier: "common",
    support: "full",
  },
  vrrp_strict: {
    argument: flag,
    default: null,
    meaning: "hold every instance strictly to the RFC, where it does not say otherwise",
    tier: "common",
    support: "full",
  },
  vrrp_notify_priority_changes: {
    argument: flag,
    default: null,
    meaning: "write changes of priority to the named pipe too; default of all instances",
    tier: "rare",
    support: "full",
  },
  vrrp_startup_delay: {
    argument: durationOrOff(0.001),
    default: null,
    meaning:
      "how long instances stay silent after the start of the daemon, such as for links that " +
      "need a while",
    tier: "rare",
    support: "full",
  },
  vrrp_delay_after_boot: {
    argument: duration(0),
    default: "0",
    meaning:
      "how long after the boot of the machine instances stay silent; the longer of both counts",
    tier: "rare",
    support: "checked",
  },
  log_unknown_vrids: {
    argument: none,
    default: null,
    meaning: "log adverts of virtual routers that are not configured here",
    tier: "rare",
    support: "full",
  },
  vmac_prefix: {
    argument: text(),
    default: "vrrp",
    meaning: "beginning of the names of VMAC interfaces that are named for their virtual router",
    tier: "rare",
    support: "checked",
  },
  vmac_addr_prefix: {
    argument: text(),
    default: "vmac_prefix",
    meaning: "the same for VMACs of addresses on other interfaces",
    tier: "rare",
    support: "checked",
  },
} as const satisfies KeywordSection;
