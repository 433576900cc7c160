/** How adverts travel: source, destination, checksum, buffers. */
import {
  address,
  choice,
  flag,
  integer,
  lines,
  multicastAddress,
  none,
  optional,
  section,
} from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const deliveryKeywords = {
  mcast_src_ip: {
    argument: address(),
    default: "the interface's own address",
    meaning:
      "source address of multicast adverts, and so what breaks a tie between equal priorities",
    tier: "common",
    support: "full",
  },
  unicast_src_ip: {
    argument: address(),
    default: "the interface's own address",
    meaning: "source address of unicast adverts: the one that the peers list",
    example: "unicast_src_ip 192.0.2.11\nunicast_peer {\n  192.0.2.2\n}",
    tier: "core",
    support: "full",
  },
  mcast_dst_ip: {
    argument: multicastAddress(),
    default: "vrrp_mcast_group4 or vrrp_mcast_group6",
    meaning: "multicast group of this instance's adverts",
    tier: "rare",
    support: "full",
  },
  track_src_ip: {
    argument: none,
    default: null,
    meaning: "be in fault while that source address is not on the interface",
    example: "mcast_src_ip 192.0.2.11\ntrack_src_ip",
    tier: "rare",
    support: "full",
  },
  unicast_peer: {
    argument: lines("IP [min_ttl 0..255] [max_ttl 0..255]"),
    default: null,
    meaning:
      "machines that adverts are sent to one by one, for networks without multicast; with " +
      "limits of the TTL only adverts within them count",
    example: "unicast_peer {\n  192.0.2.2\n  192.0.2.3 min_ttl 255\n}",
    tier: "core",
    support: "full",
  },
  unicast_fault_no_peer: {
    argument: none,
    default: null,
    meaning: "be in fault instead of using multicast while unicast is configured without a peer",
    example: "unicast_fault_no_peer\nunicast_peer {\n  192.0.2.2\n}",
    tier: "rare",
    support: "full",
  },
  check_unicast_src: {
    argument: none,
    default: null,
    meaning: "ignore adverts that do not come from a listed peer",
    example: "check_unicast_src\nunicast_peer {\n  192.0.2.2\n}",
    tier: "rare",
    support: "full",
  },
  unicast_ttl: {
    argument: integer(0, 255),
    default: "255",
    meaning: "TTL or hop limit of unicast adverts",
    example: "unicast_ttl 64\nunicast_peer {\n  192.0.2.2\n}",
    tier: "rare",
    support: "full",
  },
  old_unicast_checksum: {
    argument: optional(choice("never")),
    default: null,
    meaning:
      "use the checksum of version 3 that keepalived had up to 1.3.6, or with never do not " +
      "even look for it",
    example: "version 3\nold_unicast_checksum never\nunicast_peer {\n  192.0.2.2\n}",
    tier: "legacy",
    support: "full",
  },
  v3_checksum_as_v2: {
    argument: flag,
    default: null,
    meaning:
      "leave the pseudo header out of the IPv4 checksum of version 3, for routers that do so too",
    tier: "rare",
    support: "full",
  },
  native_ipv6: {
    argument: none,
    default: null,
    meaning: "speak VRRP over IPv6; today the addresses say so",
    tier: "legacy",
    support: "full",
  },
  skip_check_adv_addr: {
    argument: flag,
    default: null,
    meaning: "do not compare the addresses of an advert when its sender is the master we follow",
    tier: "rare",
    support: "full",
  },
  kernel_rx_buf_size: {
    argument: integer(0, 0xffff_ffff, "bytes"),
    default: "vrrp_rx_bufs_policy",
    meaning: "size of the buffer in which adverts wait",
    tier: "rare",
    support: "full",
    missingValue: "named",
  },
  authentication: {
    argument: section(),
    default: null,
    meaning: "password of version 2; no other version, IPv6 or strict mode has it",
    example: "authentication {\n  auth_type PASS\n  auth_pass secret\n}",
    tier: "core",
    support: "full",
  },
  auth_hmac: {
    argument: section(),
    default: null,
    meaning: "sign adverts with a key, in version 2 and 3",
    tier: "rare",
    example:
      "auth_hmac {\n  key 1 file:/etc/keepalived/vrrp.key\n  active_key 1\n  mode enforce\n}",
    since: "2.4",
    support: "checked",
  },
} as const satisfies KeywordSection;
