/** The part of the table that is there for all services: hooks, dispatching and counting. */
import type { Family } from "../../../wire/address.ts";
import { families, table } from "./names.ts";
import {
  balancedProtocols,
  keyType,
  packetKey,
  protocols,
  type ServiceKind,
  serviceKinds,
  trackedKey,
} from "./service-kinds.ts";
import { countedThings, countingRules, trafficSet, trafficSetType } from "./traffic-sets.ts";

/** Maps from a service's key to its chain, and to the chain that remembers clients. */
export const dispatchMap = (family: Family, kind: ServiceKind): string =>
  `services-${family}-${kind}`;
export const rememberMap = (family: Family, kind: ServiceKind): string =>
  `remember-${family}-${kind}`;

interface BaseChain {
  readonly name: string;
  /** Type, hook and priority; null for a chain that others jump to. */
  readonly hook: string | null;
  readonly rules: readonly string[];
}

/** Where everybody else's destination NAT happens, and just after it (nft(8), priorities). */
const nat = (hook: string): string => `type nat hook ${hook} priority -100;`;
const afterNat = (hook: string): string => `type filter hook ${hook} priority -90;`;

const byFamily = (rule: (family: Family) => readonly string[]): readonly string[] =>
  families.flatMap((family) => rule(family).map((text) => `meta nfproto ${family} ${text}`));

const dispatch = (family: Family, kind: ServiceKind): string =>
  `${balancedProtocols} ${packetKey(kind, family)} vmap @${dispatchMap(family, kind)}`;

const chainsOfTraffic = (family: Family): readonly BaseChain[] => [
  {
    name: `traffic-${family}`,
    hook: null,
    rules: [
      `ct direction reply goto replies-${family}`,
      // Of a connection, the first packet alone is not confirmed while it is on its way.
      `ct status and confirmed == 0 jump connections-${family}`,
      ...countingRules("in", family),
      ...serviceKinds.flatMap((kind) => rememberJumps(family, kind)),
    ],
  },
  { name: `connections-${family}`, hook: null, rules: countingRules("connections", family) },
  { name: `replies-${family}`, hook: null, rules: countingRules("out", family) },
];

function rememberJumps(family: Family, kind: ServiceKind): readonly string[] {
  const matches =
    kind === "port" ? protocols.map((one) => `meta l4proto ${one}`) : [balancedProtocols];
  return matches.map(
    (match) => `${match} ${trackedKey(kind, family)} vmap @${rememberMap(family, kind)}`,
  );
}

/** In the order in which they can be made: those that are jumped to come first. */
const chains: readonly BaseChain[] = [
  { name: "marked", hook: null, rules: byFamily((family) => [dispatch(family, "mark")]) },
  {
    name: "addressed",
    hook: null,
    rules: byFamily((family) => [dispatch(family, "port"), dispatch(family, "anyPort")]),
  },
  ...families.flatMap(chainsOfTraffic),
  { name: "traffic", hook: null, rules: byFamily((family) => [`jump traffic-${family}`]) },
  {
    name: "prerouting",
    hook: nat("prerouting"),
    // A router that does not hold the address passes its packets on to the one that does.
    rules: ["jump marked", "fib daddr type local jump addressed"],
  },
  { name: "output", hook: nat("output"), rules: ["jump marked", "jump addressed"] },
  {
    name: "after-prerouting",
    hook: afterNat("prerouting"),
    rules: ["ct status dnat jump traffic"],
  },
  { name: "after-output", hook: afterNat("output"), rules: ["ct status dnat jump traffic"] },
];

/** How many rules each chain has: a table with other numbers is not the one that was made. */
export const baseChains: ReadonlyMap<string, number> = new Map(
  chains.map(({ name, rules }) => [name, rules.length]),
);

const sets: readonly string[] = families.flatMap((family) =>
  serviceKinds.flatMap((kind) => [
    `map ${table} ${dispatchMap(family, kind)} { type ${keyType(kind, family)} : verdict; }`,
    `map ${table} ${rememberMap(family, kind)} { type ${keyType(kind, family)} : verdict; }`,
    ...countedThings.flatMap((counted) =>
      (["services", "servers"] as const).map(
        (row) =>
          `set ${table} ${trafficSet(counted, row, family, kind)} ` +
          `{ type ${trafficSetType(row, family, kind)}; counter; }`,
      ),
    ),
  ]),
);

/** Commands that make the table anew; what was in one of this name is gone with it. */
export const baseCommands: readonly string[] = [
  ...removalCommands(),
  `add table ${table}`,
  ...sets.map((set) => `add ${set}`),
  ...chains.map(
    ({ name, hook }) => `add chain ${table} ${name}${hook === null ? "" : ` { ${hook} }`}`,
  ),
  ...chains.flatMap(({ name, rules }) => rules.map((rule) => `add rule ${table} ${name} ${rule}`)),
];

/** Commands that remove the table, be it there or not. */
export function removalCommands(): readonly string[] {
  return [`add table ${table}`, `delete table ${table}`];
}
