/** `virtual_server_group`: addresses that one virtual server answers for. */
import { words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const virtualServerGroupKeywords = {
  "IP [PORT]": {
    argument: words("IP [PORT]"),
    default: "port 0",
    meaning: "one service address",
    tier: "common",
    example: "192.0.2.1 80",
    support: "checked",
  },
  "IP-RANGE [PORT]": {
    argument: words("IP-END [PORT]"),
    default: "port 0",
    meaning: "a run of addresses, each becomes a service (or a set with nftables_ipvs)",
    tier: "common",
    example: "192.0.2.1-20 80",
    support: "checked",
  },
  fwmark: {
    argument: words("MARK [inet|inet6]"),
    default: null,
    meaning: "a firewall mark service",
    tier: "common",
    example: "fwmark 1 inet",
    support: "checked",
  },
} as const satisfies KeywordSection;
