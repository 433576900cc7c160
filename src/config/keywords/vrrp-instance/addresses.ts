/** What moves with the MASTER state. */
import { integer, lines, none } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const addressesKeywords = {
  virtual_router_id: {
    argument: integer(1, 255),
    default: null,
    required: true,
    meaning: "VRID",
    tier: "core",
    support: "full",
  },
  virtual_ipaddress: {
    argument: lines("ADDR[/LEN] [option ...]"),
    default: null,
    meaning: "VIPs, carried in adverts",
    example: "virtual_ipaddress {\n  192.0.2.10/24\n}",
    tier: "core",
    support: "full",
  },
  virtual_ipaddress_excluded: {
    argument: lines("ADDR[/LEN] [option ...]"),
    default: null,
    meaning: "addresses moved with the state but not advertised",
    example: "virtual_ipaddress_excluded {\n  2001:db8::10/64\n}",
    tier: "common",
    support: "full",
  },
  no_virtual_ipaddress: {
    argument: none,
    default: null,
    meaning: "no warning / error when there are no VIPs",
    tier: "rare",
    support: "full",
  },
  virtual_routes: {
    argument: lines("[to] DEST [option ...]"),
    default: null,
    meaning: "routes present while MASTER",
    example: "virtual_routes {\n  198.51.100.0/24 via 192.0.2.254 dev eth0\n}",
    tier: "common",
    support: "checked",
  },
  virtual_rules: {
    argument: lines("[selector ...] ACTION [preference N]"),
    default: null,
    meaning: "policy rules present while MASTER",
    example: "virtual_rules {\n  from 192.0.2.0/24 table 100 preference 100\n}",
    tier: "common",
    support: "checked",
  },
  promote_secondaries: {
    argument: none,
    default: null,
    meaning: "set the interface sysctl so removing one address keeps the others in the subnet",
    tier: "rare",
    support: "checked",
  },
  accept: {
    argument: none,
    default: "true, false when strict",
    meaning: "receive packets addressed to VIPs when not owner",
    tier: "rare",
    support: "full",
  },
  no_accept: {
    argument: none,
    default: null,
    meaning: "drop packets addressed to VIPs (firewall rules)",
    tier: "rare",
    support: "checked",
  },
} as const satisfies KeywordSection;
