/** `virtual_server_group`: addresses that one virtual server answers for. */
import { words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const virtualServerGroupKeywords = {
  "IP [PORT]": {
    argument: words("IP [PORT]"),
    default: "port 0",
    meaning: "an address that the service answers at",
    tier: "common",
    example: "192.0.2.1 80",
    support: "full",
  },
  "IP-RANGE [PORT]": {
    argument: words("IP-END [PORT]"),
    default: "port 0",
    meaning: "a run of addresses, up to the last one or its last octet: each is a service",
    tier: "common",
    example: "192.0.2.1-20 80",
    support: "full",
  },
  fwmark: {
    argument: words("MARK [inet|inet6]"),
    default: null,
    meaning: "packets with this firewall mark",
    tier: "common",
    example: "fwmark 1 inet",
    support: "full",
  },
} as const satisfies KeywordSection;
