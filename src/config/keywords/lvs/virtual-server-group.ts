/** `virtual_server_group`: addresses that one virtual server answers for. */
import { unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const virtualServerGroupKeywords = {
  "IP [PORT]": {
    argument: unread("IPv4/IPv6, port 0..65535"),
    default: "port 0",
    meaning: "one service address",
    tier: "common",
  },
  "IP-RANGE [PORT]": {
    argument: unread("A.B.C.D-E | A-full address B | IP/LEN"),
    default: "port 0",
    meaning: "a run of addresses, each becomes a service (or a set with nftables_ipvs)",
    tier: "common",
  },
  fwmark: {
    argument: unread("N [inet|inet6]"),
    default: null,
    meaning: "a firewall mark service",
    tier: "common",
  },
} as const satisfies KeywordSection;
