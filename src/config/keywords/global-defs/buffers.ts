/** Socket buffers. */
import { flag, integer, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

/** unsigned int, as keepalived keeps it. */
const largestUnsigned = 0xffff_ffff;

export const buffersKeywords = {
  vrrp_netlink_cmd_rcv_bufs: {
    argument: integer(0, largestUnsigned, "bytes"),
    default: "64 KiB",
    meaning: "receive buffer of the vrrp netlink command socket",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  vrrp_netlink_cmd_rcv_bufs_force: {
    argument: flag,
    default: null,
    meaning: "exceed rmem_max (SO_RCVBUFFORCE)",
    tier: "rare",
    support: "checked",
  },
  vrrp_netlink_monitor_rcv_bufs: {
    argument: integer(0, largestUnsigned, "bytes"),
    default: "64 KiB",
    meaning: "receive buffer of the vrrp netlink monitor socket",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  vrrp_netlink_monitor_rcv_bufs_force: {
    argument: flag,
    default: null,
    meaning: "exceed rmem_max",
    tier: "rare",
    support: "checked",
  },
  lvs_netlink_cmd_rcv_bufs: {
    argument: integer(0, largestUnsigned, "bytes"),
    default: "64 KiB",
    meaning: "receive buffer of the checker netlink command socket",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  lvs_netlink_cmd_rcv_bufs_force: {
    argument: flag,
    default: null,
    meaning: "exceed rmem_max",
    tier: "rare",
    support: "checked",
  },
  lvs_netlink_monitor_rcv_bufs: {
    argument: integer(0, largestUnsigned, "bytes"),
    default: "64 KiB",
    meaning: "receive buffer of the checker netlink monitor socket",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  lvs_netlink_monitor_rcv_bufs_force: {
    argument: flag,
    default: null,
    meaning: "exceed rmem_max",
    tier: "rare",
    support: "checked",
  },
  process_monitor_rcv_bufs: {
    argument: integer(0, largestUnsigned, "bytes"),
    default: "system",
    meaning: "buffer of the process event socket",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  process_monitor_rcv_bufs_force: {
    argument: flag,
    default: null,
    meaning: "exceed rmem_max",
    tier: "rare",
    support: "checked",
  },
  vrrp_rx_bufs_policy: {
    argument: words("MTU|ADVERT|BYTES"),
    default: "the system's buffer size",
    meaning: "how advert socket buffers are sized",
    example: "vrrp_rx_bufs_policy MTU",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
  vrrp_rx_bufs_multiplier: {
    argument: integer(1),
    default: "3",
    meaning: "factor for the MTU/ADVERT policies",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
} as const satisfies KeywordSection;
