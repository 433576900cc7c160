/** Lines of routes and rules. */
import type { Code, Example } from "./code.ts";
import { block, instance } from "./example-texts.ts";

const routes = (wrong: string, right: string): Example => ({
  wrong: instance(block("virtual_routes", wrong)),
  right: instance(block("virtual_routes", right)),
});

const rules = (wrong: string, right: string): Example => ({
  wrong: instance(block("virtual_rules", wrong)),
  right: instance(block("virtual_rules", right)),
});

export const routingCodes = {
  destinationMissing: {
    code: "HF0520",
    severity: "error",
    title: "route without destination",
    explanation:
      "A route leads somewhere: an address with its prefix length, or default. Without it the " +
      "line is skipped.",
    exit: 5,
    refusesReload: true,
    example: routes("via 192.0.2.254 dev eth0", "default via 192.0.2.254 dev eth0"),
  },
  unknownRouteOption: {
    code: "HF0521",
    severity: "error",
    title: "unknown word on a route's line",
    explanation:
      "The word is none of the options of a route, as ip-route(8) lists them, so the line is " +
      "skipped: a route that was meant otherwise could send packets astray.",
    exit: 5,
    refusesReload: true,
    example: routes(
      "198.51.100.0/24 via 192.0.2.254 no-track",
      "198.51.100.0/24 via 192.0.2.254 no_track",
    ),
  },
  mixedFamilies: {
    code: "HF0522",
    severity: "error",
    title: "IPv4 and IPv6 in one line",
    explanation: "All addresses of a route or rule are of one family.",
    exit: 5,
    refusesReload: true,
    example: routes(
      "198.51.100.0/24 via fe80::1 dev eth0",
      "198.51.100.0/24 via 192.0.2.254 dev eth0",
    ),
  },
  unknownName: {
    code: "HF0523",
    severity: "error",
    title: "name not found",
    explanation:
      "Tables, protocols, scopes, realms, types of service and groups may be given by a name of " +
      "iproute2's files, such as /etc/iproute2/rt_tables, or by number. The name is in none of " +
      "them, so the line is skipped.",
    exit: 5,
    refusesReload: true,
    example: routes(
      "default via 192.0.2.254 table to/the/north",
      "default via 192.0.2.254 table 100",
    ),
  },
  badValue: {
    code: "HF0524",
    severity: "error",
    title: "bad value of an option",
    explanation: "The option of a route or rule cannot have this value, so the line is skipped.",
    exit: 5,
    refusesReload: true,
    example: routes("default via 192.0.2 dev eth0", "default via 192.0.2.254 dev eth0"),
  },
  oldRouteWord: {
    code: "HF0525",
    severity: "warning",
    title: "old word on a route's line",
    explanation: "The word still works. Write via instead of gw, and a nexthop for each gateway.",
    exit: 5,
    refusesReload: false,
    example: routes("default gw 192.0.2.254", "default via 192.0.2.254"),
  },
  notForThisRoute: {
    code: "HF0526",
    severity: "error",
    title: "option of another kind of route",
    explanation:
      "The option does not go with the family of the route or with what stands before it, so the " +
      "line is skipped.",
    exit: 5,
    refusesReload: true,
    example: routes("default via 192.0.2.254 expires 60", "default via 192.0.2.254"),
  },
  protocolReset: {
    code: "HF0527",
    severity: "warning",
    title: "protocol of a tracked route",
    explanation:
      "Routes that are watched are marked with protocol 18, keepalived, so that their removal by " +
      "others is noticed. Another protocol goes with no_track only.",
    exit: 5,
    refusesReload: false,
    example: routes(
      "default via 192.0.2.254 protocol static",
      "default via 192.0.2.254 protocol static no_track",
    ),
  },
  timeTooShort: {
    code: "HF0528",
    severity: "warning",
    title: "time too short",
    explanation: "Round-trip and retransmission times below 200 ms are raised to that.",
    exit: 5,
    refusesReload: false,
    example: routes("default via 192.0.2.254 rto_min 50ms", "default via 192.0.2.254 rto_min 1s"),
  },
  badEncapsulation: {
    code: "HF0529",
    severity: "error",
    title: "bad encapsulation",
    explanation:
      "encap ip and encap ip6 need an address or an id, encap mpls one or two labels, and encap " +
      "ila a locator. Without it the line is skipped.",
    exit: 5,
    refusesReload: true,
    example: routes("default encap ip ttl 64 dev eth0", "default encap ip dst 192.0.2.7 dev eth0"),
  },
  newDestinationIgnored: {
    code: "HF0530",
    severity: "warning",
    title: "new destination ignored",
    explanation: "Only routes of MPLS labels have a new destination.",
    exit: 5,
    refusesReload: false,
    example: routes("default via 192.0.2.254 as to 192.0.2.7", "default via 192.0.2.254"),
  },
  actionMissing: {
    code: "HF0540",
    severity: "error",
    title: "rule without action",
    explanation:
      "A rule says what to do with the packets that it matches: look into a table, as in table " +
      "100, or blackhole, unreachable, prohibit, goto or nop.",
    exit: 5,
    refusesReload: true,
    example: rules("from 192.0.2.1 preference 100", "from 192.0.2.1 table 100 preference 100"),
  },
  twoActions: {
    code: "HF0541",
    severity: "error",
    title: "rule with two actions",
    explanation: "A rule has one action. With two the line is skipped.",
    exit: 5,
    refusesReload: true,
    example: rules(
      "from 192.0.2.1 table 100 blackhole preference 100",
      "from 192.0.2.1 table 100 preference 100",
    ),
  },
  unknownRuleOption: {
    code: "HF0542",
    severity: "error",
    title: "unknown word on a rule's line",
    explanation:
      "The word is none of the options of a rule, as ip-rule(8) lists them, so the line is skipped.",
    exit: 5,
    refusesReload: true,
    example: rules("192.0.2.1 table 100 preference 100", "from 192.0.2.1 table 100 preference 100"),
  },
  preferenceAssigned: {
    code: "HF0543",
    severity: "warning",
    title: "rule without preference",
    explanation:
      "Rules are tried in the order of their preference. One is assigned from 16384 downwards, so " +
      "that of two such rules the later one is tried first: give each its own.",
    exit: 5,
    refusesReload: false,
    example: rules("from 192.0.2.1 table 100", "from 192.0.2.1 table 100 preference 100"),
  },
  gotoBackwards: {
    code: "HF0544",
    severity: "error",
    title: "goto backwards",
    explanation: "A rule can only jump to one that comes later: of a larger preference.",
    exit: 5,
    refusesReload: true,
    example: rules("from 192.0.2.1 goto 50 preference 100", "from 192.0.2.1 goto 50 preference 10"),
  },
  needsTable: {
    code: "HF0545",
    severity: "error",
    title: "option without a table",
    explanation:
      "Suppressors and realms say which routes of a table count, so they go with a table only.",
    exit: 5,
    refusesReload: true,
    example: rules(
      "from 192.0.2.1 blackhole suppress_prefixlength 0 preference 100",
      "from 192.0.2.1 table 100 suppress_prefixlength 0 preference 100",
    ),
  },
  trackGroupUnknown: {
    code: "HF0550",
    severity: "error",
    title: "no such track_group",
    explanation:
      "A static address, route or rule names the track_group whose instances follow it, and there " +
      "is none of that name. It stays configured, and nobody follows it.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: block("static_ipaddress", "192.0.2.1/24 dev eth0 track_group north"),
      right: block("static_ipaddress", "192.0.2.1/24 dev eth0"),
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
