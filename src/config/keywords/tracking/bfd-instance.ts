/** `bfd_instance`: one BFD session (RFC 5880). */
import { address, flag, integer, millisecondsBetween, none, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { syntaxOfWeight } from "./weight.ts";

const longestInterval = 4_294_967;

export const bfdInstanceKeywords = {
  neighbor_ip: {
    argument: address(),
    default: null,
    required: true,
    meaning: "address of the router at the other end",
    tier: "rare",
    support: "checked",
  },
  neighbour_ip: {
    argument: address(),
    default: null,
    meaning: "another spelling of neighbor_ip",
    tier: "rare",
    support: "checked",
  },
  source_ip: {
    argument: address(),
    default: "kernel choice",
    meaning: "local address, of the neighbour's family; without it the source port may be any",
    tier: "rare",
    support: "checked",
  },
  min_rx: {
    argument: millisecondsBetween(1, longestInterval),
    default: "10",
    meaning: "how often we are ready to receive; more than 10 s is no fast detection",
    tier: "rare",
    support: "checked",
  },
  min_tx: {
    argument: millisecondsBetween(1, longestInterval),
    default: "10",
    meaning: "how often we would like to send while the session is up",
    tier: "rare",
    support: "checked",
  },
  idle_tx: {
    argument: millisecondsBetween(1000, longestInterval),
    default: "1000",
    meaning: "how often we send while the session is not up",
    tier: "rare",
    support: "checked",
  },
  multiplier: {
    argument: integer(1, 255),
    default: "5",
    meaning: "packets that may be missed before the session is down; more than 10 is slow",
    tier: "rare",
    support: "checked",
  },
  passive: {
    argument: none,
    default: "active",
    meaning: "do not start talking: wait for the neighbour",
    tier: "rare",
    support: "checked",
  },
  ttl: {
    argument: integer(1, 255),
    default: "255",
    meaning: "TTL of what is sent over IPv4",
    tier: "rare",
    support: "checked",
  },
  hoplimit: {
    argument: integer(1, 255),
    default: "64",
    meaning: "hop limit of what is sent over IPv6",
    tier: "rare",
    support: "checked",
  },
  max_hops: {
    argument: integer(-1, 255),
    default: "0; 255 = no check",
    meaning: "routers that a received packet may have passed, by its TTL; 255 does not look",
    tier: "rare",
    support: "checked",
  },
  multihop: {
    argument: flag,
    default: "false",
    meaning: "the neighbour is behind routers: port 4784 (RFC 5883) instead of 3784",
    tier: "rare",
    support: "checked",
  },
  weight: {
    argument: words(syntaxOfWeight(253)),
    default: "0",
    meaning:
      "what it adds to the priority of those who follow it: a positive weight while the session " +
      "is up, a negative one while it is down; with 0 down is a fault",
    example: "weight 10",
    tier: "rare",
    support: "checked",
  },
  vrrp: {
    argument: none,
    default: "both",
    meaning: "only instances hear of it, checkers do not",
    tier: "rare",
    support: "checked",
  },
  checker: {
    argument: none,
    default: "both",
    meaning: "only checkers hear of it, instances do not",
    tier: "rare",
    support: "checked",
  },
} as const satisfies KeywordSection;
