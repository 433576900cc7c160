/** Socket buffers. */
import { flag, integer, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

/** unsigned int, as keepalived keeps it. */
const largestUnsigned = 0xffff_ffff;

export const buffersKeywords = {
  vrrp_netlink_cmd_rcv_bufs: {
    argument: integer(0, largestUnsigned, "bytes"),
    default: "64 KiB",
    meaning:
      "receive buffer of the socket by which the vrrp process asks the kernel; larger ones " +
      "help with thousands of addresses",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  vrrp_netlink_cmd_rcv_bufs_force: {
    argument: flag,
    default: null,
    meaning: "let that buffer be larger than net.core.rmem_max",
    tier: "rare",
    support: "checked",
  },
  vrrp_netlink_monitor_rcv_bufs: {
    argument: integer(0, largestUnsigned, "bytes"),
    default: "64 KiB",
    meaning:
      "receive buffer of the socket on which the vrrp process hears of changes to links, " +
      "addresses and routes",
    tier: "rare",
    support: "checked",
    missingValue: "named",
  },
  vrrp_netlink_monitor_rcv_bufs_force: {
    argument: flag,
    default: null,
    meaning: "let that buffer be larger than net.core.rmem_max",
    tier: "rare",
    support: "checked",
  },
  lvs_netlink_cmd_rcv_bufs: {
    argument: integer(0, largestUnsigned, "bytes"),
    default: "64 KiB",
    meaning: "receive buffer of the checker netlink command socket",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
  lvs_netlink_cmd_rcv_bufs_force: {
    argument: flag,
    default: null,
    meaning: "let that buffer be larger than net.core.rmem_max",
    tier: "rare",
    support: "full",
  },
  lvs_netlink_monitor_rcv_bufs: {
    argument: integer(0, largestUnsigned, "bytes"),
    default: "64 KiB",
    meaning: "receive buffer of the checker netlink monitor socket",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
  lvs_netlink_monitor_rcv_bufs_force: {
    argument: flag,
    default: null,
    meaning: "let that buffer be larger than net.core.rmem_max",
    tier: "rare",
    support: "full",
  },
  process_monitor_rcv_bufs: {
    argument: integer(0, largestUnsigned, "bytes"),
    default: "system",
    meaning: "receive buffer of the socket that tells of processes that start and end",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
  process_monitor_rcv_bufs_force: {
    argument: flag,
    default: null,
    meaning: "let that buffer be larger than net.core.rmem_max",
    tier: "rare",
    support: "full",
  },
  vrrp_rx_bufs_policy: {
    argument: words("MTU|ADVERT|BYTES"),
    default: "the system's buffer size",
    meaning:
      "size of the buffers in which adverts wait: so many packets of the interface, so many " +
      "of the largest advert, or a number of bytes",
    example: "vrrp_rx_bufs_policy MTU",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
  vrrp_rx_bufs_multiplier: {
    argument: integer(1),
    default: "3",
    meaning: "how many such packets the buffer holds, with MTU or ADVERT",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
} as const satisfies KeywordSection;
