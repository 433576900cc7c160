/** `bfd_instance`: one BFD session (RFC 5880). */
import { none, unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const bfdInstanceKeywords = {
  neighbor_ip: {
    argument: unread("IP"),
    default: null,
    required: true,
    meaning: "peer address (neighbour_ip is a synonym)",
    tier: "rare",
  },
  neighbour_ip: {
    argument: unread("IP"),
    default: null,
    meaning: "synonym",
    tier: "rare",
  },
  source_ip: {
    argument: unread("IP"),
    default: "kernel choice",
    meaning: "local address (needed for a legal source port)",
    tier: "rare",
  },
  min_rx: {
    argument: unread("ms decimal, 1.. (warn >10000)"),
    default: "10",
    meaning: "receive interval we require",
    tier: "rare",
  },
  min_tx: {
    argument: unread("ms decimal, 1.."),
    default: "10",
    meaning: "transmit interval when up",
    tier: "rare",
  },
  idle_tx: {
    argument: unread("ms decimal, >=1000"),
    default: "1000",
    meaning: "transmit interval when not up",
    tier: "rare",
  },
  multiplier: {
    argument: unread("1..255 (warn >10)"),
    default: "5",
    meaning: "detection multiplier",
    tier: "rare",
  },
  passive: {
    argument: none,
    default: "active",
    meaning: "do not start talking",
    tier: "rare",
  },
  ttl: {
    argument: unread("1..255"),
    default: "255",
    meaning: "IPv4 TTL sent",
    tier: "rare",
  },
  hoplimit: {
    argument: unread("1..255"),
    default: "64",
    meaning: "IPv6 hop limit sent",
    tier: "rare",
  },
  max_hops: {
    argument: unread("-1..255"),
    default: "0; 255 = no check",
    meaning: "tolerated TTL decrease on receive",
    tier: "rare",
  },
  multihop: {
    argument: unread("[BOOL]"),
    default: null,
    meaning: "port 4784 instead of 3784",
    tier: "rare",
  },
  weight: {
    argument: unread("-253..253 [reverse]"),
    default: "0",
    meaning: "default weight for track_bfd",
    tier: "rare",
  },
  vrrp: {
    argument: none,
    default: "both",
    meaning: "send events to the vrrp child only",
    tier: "rare",
  },
  checker: {
    argument: none,
    default: "both",
    meaning: "send events to the checker child only",
    tier: "rare",
  },
} as const satisfies KeywordSection;
