/** SNMP and D-Bus. */
import { none, unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const monitoringKeywords = {
  snmp_socket: {
    argument: unread("tcp:/udp:/unix: address"),
    default: "unix:/var/agentx/master",
    meaning: "AgentX master address",
    tier: "rare",
  },
  enable_traps: {
    argument: none,
    default: null,
    meaning: "send SNMP notifications",
    tier: "rare",
  },
  enable_snmp_vrrp: {
    argument: none,
    default: null,
    meaning: "serve the vrrp part of KEEPALIVED-MIB",
    tier: "rare",
  },
  enable_snmp_keepalived: {
    argument: none,
    default: null,
    meaning: "old name of enable_snmp_vrrp",
    tier: "legacy",
    replacedBy: "enable_snmp_vrrp",
  },
  enable_snmp_checker: {
    argument: none,
    default: null,
    meaning: "serve the checker part of KEEPALIVED-MIB",
    tier: "rare",
  },
  enable_snmp_rfc: {
    argument: none,
    default: null,
    meaning: "serve both standard VRRP MIBs",
    tier: "rare",
  },
  enable_snmp_rfcv2: {
    argument: none,
    default: null,
    meaning: "serve the RFC2787 MIB",
    tier: "rare",
  },
  enable_snmp_rfcv3: {
    argument: none,
    default: null,
    meaning: "serve the RFC6527 MIB",
    tier: "rare",
  },
  snmp_vs_stats_update_interval: {
    argument: unread("0.001..30 s"),
    default: "5",
    meaning: "how old cached IPVS service counters may be",
    tier: "rare",
  },
  snmp_rs_stats_update_interval: {
    argument: unread("0.001..30 s"),
    default: "= vs value",
    meaning: "how old cached counters of real servers may be",
    tier: "rare",
  },
  enable_dbus: {
    argument: none,
    default: null,
    meaning: "offer the D-Bus interface",
    tier: "rare",
  },
  dbus_service_name: {
    argument: unread("NAME"),
    default: "org.keepalived.Vrrp1",
    meaning: "bus name to own",
    tier: "rare",
  },
  dbus_no_interface_name: {
    argument: unread("NAME"),
    default: null,
    meaning: "path element for instances without interface",
    tier: "rare",
  },
} as const satisfies KeywordSection;
