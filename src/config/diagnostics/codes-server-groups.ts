/** Load balancing: the groups that virtual servers answer for. */
import type { Code } from "./code.ts";
import { complete, group, web } from "./load-balancing-examples.ts";

export const serverGroupCodes = {
  groupUnknown: {
    code: "HF0818",
    severity: "error",
    title: "unknown virtual server group",
    explanation:
      "A virtual server of a group answers for the addresses and marks of that " +
      "virtual_server_group. Without them there is nothing to answer for.",
    exit: 0,
    refusesReload: true,
    example: {
      wrong: complete("group web"),
      right: group("  192.0.2.1 80\n") + complete("group web"),
    },
  },
  groupEmpty: {
    code: "HF0819",
    severity: "error",
    title: "empty virtual server group",
    explanation: "A virtual_server_group lists addresses, ranges of addresses and firewall marks.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: group("") + complete(web),
      right: group("  192.0.2.2 80\n") + complete("group web"),
    },
  },
  badRange: {
    code: "HF0820",
    severity: "error",
    title: "unusable range of addresses",
    explanation:
      "A range goes upwards: 192.0.2.1-20, 192.0.2.1-192.0.2.20, 2001:db8::1-ff, or a network " +
      "such as 192.0.2.0/28 without bits behind its prefix.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: group("  192.0.2.9-5 80\n  192.0.2.1 80\n") + complete("group web"),
      right: group("  192.0.2.5-9 80\n  192.0.2.1 80\n") + complete("group web"),
    },
  },
  groupAgain: {
    code: "HF0821",
    severity: "warning",
    title: "virtual server group given again",
    explanation:
      "Two groups have the same name. Virtual servers of that name use the first one, and the " +
      "lines of the other one have no effect.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: group("  192.0.2.1 80\n").repeat(2) + complete("group web"),
      right: group("  192.0.2.1 80\n") + complete("group web"),
    },
  },
  groupUnused: {
    code: "HF0822",
    severity: "notice",
    title: "virtual server group without use",
    explanation: "No virtual_server names this group, so nothing answers for its addresses.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: group("  192.0.2.2 80\n") + complete(web),
      right: group("  192.0.2.2 80\n") + complete("group web"),
    },
  },
  familyOfGroup: {
    code: "HF0824",
    severity: "warning",
    title: "server that no address of the group can use",
    explanation:
      "Address translation and direct routing cannot lead from IPv4 to IPv6 or back, and the " +
      "group has addresses of the other family only. A tunnel (TUN) could.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong:
        group("  192.0.2.1 80\n") + complete("group web", "  real_server 2001:db8::10 80 {\n  }\n"),
      right:
        group("  192.0.2.1 80\n  2001:db8::1 80\n") +
        complete("group web", "  real_server 2001:db8::10 80 {\n  }\n"),
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
