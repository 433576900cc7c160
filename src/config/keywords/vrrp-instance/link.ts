/** The interface, virtual MACs, and what else is watched. */
import { interfaceName, none, unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { trackerLists } from "../tracking/weight.ts";

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
    argument: trackerLists.interface,
    default: "weight 0 = FAULT when down",
    meaning:
      "other interfaces to watch: one that is down is a fault, or changes the priority by its weight",
    example: "track_interface {\n  eth1\n  eth2 weight -20\n}",
    tier: "core",
    support: "checked",
  },
  track_script: {
    argument: trackerLists.script,
    default: "script's weight",
    meaning: "vrrp_scripts to watch, each with its own weight or with this one",
    example: "track_script {\n  check_web weight -20\n}",
    tier: "core",
    support: "checked",
  },
  track_file: {
    argument: trackerLists.file,
    default: "file's weight",
    meaning: "track_files to watch, each with its own weight or with this one",
    example: "track_file {\n  maintenance weight -1\n}",
    tier: "rare",
    support: "checked",
  },
  track_process: {
    argument: trackerLists.process,
    default: "process's weight",
    meaning: "vrrp_track_processes to watch, each with its own weight or with this one",
    example: "track_process {\n  haproxy weight 10\n}",
    tier: "common",
    support: "checked",
  },
  track_bfd: {
    argument: trackerLists.bfd,
    default: "bfd's weight",
    meaning: "bfd_instances to watch, each with its own weight or with this one",
    example: "track_bfd {\n  uplink\n}",
    tier: "rare",
    support: "checked",
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
