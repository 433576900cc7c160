/** Socket buffers. */
import { integer, unread, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const buffersKeywords = {
  vrrp_netlink_cmd_rcv_bufs: {
    argument: unread("bytes"),
    default: "64 KiB",
    meaning: "receive buffer of the vrrp netlink command socket",
    tier: "rare",
  },
  vrrp_netlink_cmd_rcv_bufs_force: {
    argument: unread("[BOOL]"),
    default: null,
    meaning: "exceed rmem_max (SO_RCVBUFFORCE)",
    tier: "rare",
  },
  vrrp_netlink_monitor_rcv_bufs: {
    argument: unread("bytes"),
    default: "64 KiB",
    meaning: "receive buffer of the vrrp netlink monitor socket",
    tier: "rare",
  },
  vrrp_netlink_monitor_rcv_bufs_force: {
    argument: unread("[BOOL]"),
    default: null,
    meaning: "exceed rmem_max",
    tier: "rare",
  },
  lvs_netlink_cmd_rcv_bufs: {
    argument: unread("bytes"),
    default: "64 KiB",
    meaning: "receive buffer of the checker netlink command socket",
    tier: "rare",
  },
  lvs_netlink_cmd_rcv_bufs_force: {
    argument: unread("[BOOL]"),
    default: null,
    meaning: "exceed rmem_max",
    tier: "rare",
  },
  lvs_netlink_monitor_rcv_bufs: {
    argument: unread("bytes"),
    default: "64 KiB",
    meaning: "receive buffer of the checker netlink monitor socket",
    tier: "rare",
  },
  lvs_netlink_monitor_rcv_bufs_force: {
    argument: unread("[BOOL]"),
    default: null,
    meaning: "exceed rmem_max",
    tier: "rare",
  },
  process_monitor_rcv_bufs: {
    argument: unread("bytes"),
    default: "system",
    meaning: "buffer of the process event socket",
    tier: "rare",
  },
  process_monitor_rcv_bufs_force: {
    argument: unread("[BOOL]"),
    default: null,
    meaning: "exceed rmem_max",
    tier: "rare",
  },
  vrrp_rx_bufs_policy: {
    argument: words("MTU|ADVERT|BYTES"),
    default: "the system's buffer size",
    meaning: "how advert socket buffers are sized",
    tier: "rare",
    support: "full",
  },
  vrrp_rx_bufs_multiplier: {
    argument: integer(1),
    default: "3",
    meaning: "factor for the MTU/ADVERT policies",
    tier: "rare",
    support: "full",
  },
} as const satisfies KeywordSection;
