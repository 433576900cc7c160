/** The interface, virtual MACs, and what else is watched. */
import { interfaceName, none, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { trackerLists } from "../tracking/weight.ts";

export const linkKeywords = {
  use_vmac: {
    argument: words("[[name] IFNAME] [MAC of 5 or 6 octets] [netlink_notify_msg] [group GROUP]"),
    default: "off; vrrp.VRID / vrrp6.VRID; 00:00:5e:00:01|02:VRID",
    meaning:
      "hold the addresses on an interface with the MAC address of the virtual router, so " +
      "that no neighbour has to learn another one after a fail-over",
    example: "use_vmac vrrp.51",
    tier: "common",
    support: "checked",
  },
  use_vmac_addr: {
    argument: none,
    default: null,
    meaning: "do that for addresses on other interfaces too",
    tier: "rare",
    support: "checked",
  },
  vmac_xmit_base: {
    argument: none,
    default: null,
    meaning:
      "send and hear adverts on the interface below the VMAC, for networks that want one " +
      "MAC address a port",
    example: "use_vmac\nvmac_xmit_base",
    tier: "common",
    support: "checked",
  },
  use_ipvlan: {
    argument: words("[[name] IFNAME] [ADDR[/LEN]] [bridge|private|vepa] [group GROUP]"),
    default: "off; bridge",
    meaning:
      "hold the addresses on an ipvlan interface, which shares the MAC address of the one below",
    example: "use_ipvlan ipvl51 192.0.2.11/24 bridge",
    tier: "rare",
    support: "checked",
  },
  interface: {
    argument: interfaceName,
    default: null,
    required: true,
    meaning: "interface that adverts leave and arrive on, and that addresses without dev go to",
    tier: "core",
    support: "full",
  },
  vrf: {
    argument: interfaceName,
    default: null,
    meaning: "VRF that unicast adverts belong to, where no interface is named",
    example: "vrf blue",
    tier: "rare",
    support: "checked",
  },
  dont_track_primary: {
    argument: none,
    default: null,
    meaning: "keep going while the instance's own interface is down",
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
    support: "full",
  },
  track_script: {
    argument: trackerLists.script,
    default: "script's weight",
    meaning: "vrrp_scripts to watch, each with its own weight or with this one",
    example: "track_script {\n  check_web weight -20\n}",
    tier: "core",
    support: "full",
  },
  track_file: {
    argument: trackerLists.file,
    default: "file's weight",
    meaning: "track_files to watch, each with its own weight or with this one",
    example: "track_file {\n  maintenance weight -1\n}",
    tier: "rare",
    support: "full",
  },
  track_process: {
    argument: trackerLists.process,
    default: "process's weight",
    meaning: "vrrp_track_processes to watch, each with its own weight or with this one",
    example: "track_process {\n  haproxy weight 10\n}",
    tier: "common",
    support: "full",
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
    meaning: "ask the instance's own interface by MII, ETHTOOL or ioctl whether its link is up",
    tier: "legacy",
    support: "checked",
    replacedBy: "linkbeat_interfaces",
    isDeprecated: true,
  },
  lvs_sync_daemon_interface: {
    argument: interfaceName,
    default: null,
    meaning: "old way to name the interface of lvs_sync_daemon",
    tier: "legacy",
    support: "checked",
    replacedBy: "lvs_sync_daemon",
    isDeprecated: true,
  },
} as const satisfies KeywordSection;
