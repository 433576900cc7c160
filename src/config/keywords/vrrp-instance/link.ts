/** The interface, virtual MACs, and what else is watched. */
import { interfaceName, none, unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const linkKeywords = {
  use_vmac: {
    argument: unread("[[name] IFNAME] [MAC of 5 or 6 octets] [netlink_notify_msg] [group GROUP]"),
    default: "off; vrrp.VRID / vrrp6.VRID; 00:00:5e:00:01|02:VRID",
    meaning: "run on a macvlan with the virtual router MAC",
    tier: "common",
  },
  use_vmac_addr: {
    argument: none,
    default: null,
    meaning: "make VMACs also for VIPs/eVIPs on other interfaces",
    tier: "rare",
  },
  vmac_xmit_base: {
    argument: none,
    default: null,
    meaning: "send and receive adverts on the base interface instead of the VMAC",
    tier: "common",
  },
  use_ipvlan: {
    argument: unread("[[name] IFNAME] [IP] [bridge|private|vepa] [group GROUP]"),
    default: "off; bridge",
    meaning: "run on an L2 ipvlan",
    tier: "rare",
  },
  interface: {
    argument: interfaceName,
    default: null,
    required: true,
    meaning: "interface adverts use",
    tier: "core",
    support: "full",
  },
  vrf: {
    argument: unread("IF"),
    default: null,
    meaning: "VRF for unicast without interface",
    tier: "rare",
  },
  dont_track_primary: {
    argument: none,
    default: null,
    meaning: "link state of own interface does not cause FAULT",
    tier: "common",
    support: "full",
  },
  track_interface: {
    argument: unread("{ IF [weight -253..253 [reverse]] ... }"),
    default: "weight 0 = FAULT when down",
    meaning: "other interfaces to watch",
    tier: "core",
  },
  track_script: {
    argument: unread("{ NAME [weight -253..253 [reverse|noreverse]] ... }"),
    default: "script's weight",
    meaning: "vrrp_script to watch",
    tier: "core",
  },
  track_file: {
    argument: unread("{ NAME [weight -254..254 [reverse|noreverse]] ... }"),
    default: "file's weight",
    meaning: "track_file to watch",
    tier: "rare",
  },
  track_process: {
    argument: unread("{ NAME [weight -254..254 [reverse|noreverse]] ... }"),
    default: "process's weight",
    meaning: "vrrp_track_process to watch",
    tier: "common",
  },
  track_bfd: {
    argument: unread("{ NAME [weight -253..253 [reverse|noreverse]] ... }"),
    default: "bfd's weight",
    meaning: "bfd_instance to watch",
    tier: "rare",
  },
  linkbeat_use_polling: {
    argument: none,
    default: null,
    meaning: "poll link of own interface",
    tier: "legacy",
  },
  lvs_sync_daemon_interface: {
    argument: unread("IF"),
    default: null,
    meaning: "replaced by lvs_sync_daemon",
    tier: "legacy",
    replacedBy: "lvs_sync_daemon",
    isDeprecated: true,
  },
} as const satisfies KeywordSection;
