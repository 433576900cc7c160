/** What moves with the MASTER state. */
import { integer, lines, none } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const addressesKeywords = {
  virtual_router_id: {
    argument: integer(1, 255),
    default: null,
    required: true,
    meaning:
      "number of the virtual router: the same on all its machines, and on each link no " +
      "other one may have it",
    tier: "core",
    support: "full",
  },
  virtual_ipaddress: {
    argument: lines("ADDR[/LEN] [option ...]"),
    default: null,
    meaning:
      "addresses that the master holds and announces in its adverts; the same on all machines",
    example: "virtual_ipaddress {\n  192.0.2.10/24\n}",
    tier: "core",
    support: "full",
  },
  virtual_ipaddress_excluded: {
    argument: lines("ADDR[/LEN] [option ...]"),
    default: null,
    meaning:
      "addresses that the master holds and does not announce: more than fit into an advert, " +
      "or of the other family",
    example: "virtual_ipaddress_excluded {\n  2001:db8::10/64\n}",
    tier: "common",
    support: "full",
  },
  no_virtual_ipaddress: {
    argument: none,
    default: null,
    meaning: "be content without any address: the state alone is wanted",
    tier: "rare",
    support: "full",
  },
  virtual_routes: {
    argument: lines("[to] DEST [option ...]"),
    default: null,
    meaning: "routes that are there while the instance is master",
    example: "virtual_routes {\n  198.51.100.0/24 via 192.0.2.254 dev eth0\n}",
    tier: "common",
    support: "full",
  },
  virtual_rules: {
    argument: lines("[selector ...] ACTION [preference N]"),
    default: null,
    meaning: "policy rules that are there while the instance is master",
    example: "virtual_rules {\n  from 192.0.2.0/24 table 100 preference 100\n}",
    tier: "common",
    support: "full",
  },
  promote_secondaries: {
    argument: none,
    default: null,
    meaning:
      "let the other addresses of a subnet stay when the first one is removed, by the " +
      "sysctl of that name",
    tier: "rare",
    support: "full",
  },
  accept: {
    argument: none,
    default: "true, false when strict",
    meaning:
      "take packets for the addresses although they are not our own, such as of a service " +
      "that runs here",
    tier: "rare",
    support: "full",
  },
  no_accept: {
    argument: none,
    default: null,
    meaning: "drop packets for the addresses, by firewall rules, as the RFC has it for routers",
    tier: "rare",
    support: "checked",
  },
} as const satisfies KeywordSection;
