/** One line of `virtual_ipaddress`, `virtual_ipaddress_excluded` or `static_ipaddress`. */
import { interfaceName, none, text, unread, words } from "./arguments.ts";
import type { KeywordSection } from "./keyword.ts";

/** IFNAMSIZ less its terminator. */
const longestLabel = 15;

export const addressLineKeywords = {
  "ADDR[/LEN]": {
    argument: words("ADDR[/LEN]"),
    default: "/32 or /128",
    meaning: "the address",
    tier: "core",
    support: "full",
  },
  brd: {
    argument: words("IP | + | -"),
    default: null,
    meaning: "IPv4 broadcast address",
    tier: "common",
    support: "full",
  },
  broadcast: {
    argument: words("IP | + | -"),
    default: null,
    meaning: "IPv4 broadcast address (same as brd)",
    tier: "common",
    support: "full",
  },
  dev: {
    argument: interfaceName,
    default: "the interface of the instance",
    meaning: "interface to configure",
    tier: "core",
    support: "full",
  },
  scope: {
    argument: words("site|link|host|nowhere|global|0..255"),
    default: "global, link for fe80",
    meaning: "address scope",
    tier: "common",
    support: "full",
  },
  label: {
    argument: text(longestLabel),
    default: null,
    meaning: "alias label like eth0:1",
    tier: "common",
    support: "full",
  },
  peer: {
    argument: words("IP[/LEN]"),
    default: null,
    meaning: "point-to-point peer",
    tier: "rare",
    support: "full",
  },
  home: {
    argument: none,
    default: null,
    meaning: "IPv6 home address flag",
    tier: "rare",
    support: "full",
  },
  "-nodad": {
    argument: none,
    default: null,
    meaning: "duplicate address detection control",
    tier: "rare",
    support: "full",
  },
  mngtmpaddr: {
    argument: none,
    default: null,
    meaning: "IPv6 flag",
    tier: "rare",
    support: "full",
  },
  noprefixroute: {
    argument: none,
    default: null,
    meaning: "do not create the prefix route",
    tier: "rare",
    support: "full",
  },
  autojoin: {
    argument: none,
    default: null,
    meaning: "join multicast group on add",
    tier: "rare",
    support: "full",
  },
  no_track: {
    argument: none,
    default: null,
    meaning: "do not react when someone deletes it or its interface goes down",
    tier: "common",
    support: "full",
  },
  preferred_lft: {
    argument: words("seconds|forever|0"),
    default: "forever, 0 for IPv6 /128",
    meaning: "IPv6 preferred lifetime",
    tier: "rare",
    support: "full",
  },
  use_vmac: {
    argument: unread("[options] (virtual only)"),
    default: null,
    meaning: "put this VIP on a VMAC of its interface",
    tier: "rare",
  },
  track_group: {
    argument: unread("NAME (static only)"),
    default: null,
    meaning: "instances that follow this address",
    tier: "rare",
  },
} as const satisfies KeywordSection;
