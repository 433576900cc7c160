/** The commands that bring one service from what it was to what it is to be. */
import type { TableEntry } from "../table.ts";
import { dispatchMap, rememberMap } from "./base-rules.ts";
import { countCommands } from "./count-commands.ts";
import { chainOf, clientMapsOf, rememberChainOf, table } from "./names.ts";
import type { RememberedClient } from "./remembered-clients.ts";
import { addressType, elementOf, familyOfService, kindOf } from "./service-kinds.ts";
import { isPortless, rememberRules, serviceRules, target } from "./service-rules.ts";

export interface ServiceChange {
  /** Null: not there. */
  readonly before: TableEntry | null;
  readonly after: TableEntry | null;
  /**
   * Null leaves the remembered clients alone; else these replace them, but for those whose server is
   * gone.
   */
  readonly clients: readonly RememberedClient[] | null;
}

export function serviceCommands(change: ServiceChange): readonly string[] {
  const { before, after } = change;
  if (after !== null) return makeCommands(change, after);
  return before === null ? [] : removeCommands(before);
}

function makeCommands({ before, clients }: ServiceChange, after: TableEntry): readonly string[] {
  const { identity } = after.service;
  const chain = chainOf(identity);
  const commands = [
    ...clientMapCommands(before, after, clients),
    ...chainCommands(chain, serviceRules(after)),
    ...rememberCommands(before, after),
  ];
  if (before === null) {
    const map = dispatchMap(familyOfService(identity), kindOf(identity));
    commands.push(`add element ${table} ${map} { ${elementOf(identity)} : goto ${chain} }`);
  }
  commands.push(...countCommands(before, after));
  // When the rules that used them are no more.
  if (after.service.persistence === null) commands.push(...removeClientMaps(before));
  return commands;
}

/** Makes the chain where it is not there; what was in it is replaced. */
const chainCommands = (chain: string, rules: readonly string[]): readonly string[] => [
  `add chain ${table} ${chain}`,
  `flush chain ${table} ${chain}`,
  ...rules.map((rule) => `add rule ${table} ${chain} ${rule}`),
];

function clientMapCommands(
  before: TableEntry | null,
  after: TableEntry,
  clients: readonly RememberedClient[] | null,
): readonly string[] {
  if (after.service.persistence === null) return [];
  const { identity } = after.service;
  const { addresses, ports } = clientMapsOf(identity);
  if (before === null || before.service.persistence === null) {
    const type = addressType(familyOfService(identity));
    return [
      `add map ${table} ${addresses} { type ${type} : ${type}; flags dynamic,timeout; }`,
      `add map ${table} ${ports} { type ${type} : inet_service; flags dynamic,timeout; }`,
    ];
  }
  if (clients === null) return [];
  const kept = clients.filter(keptBy(after));
  return [
    `flush map ${table} ${addresses}`,
    `flush map ${table} ${ports}`,
    ...clientElements(addresses, kept, ({ address }) => address),
    ...clientElements(ports, kept, ({ port }) => port),
  ];
}

function keptBy(after: TableEntry): (client: RememberedClient) => boolean {
  const portless = isPortless(after);
  const servers = new Set<string>();
  for (const row of after.destinations.values()) servers.add(target(after, row, portless));
  return ({ address, port, expiresSeconds }) =>
    expiresSeconds > 0 && servers.has(portless ? address : `${address} . ${port}`);
}

function clientElements(
  map: string,
  clients: readonly RememberedClient[],
  serverOf: (client: RememberedClient) => string | null,
): readonly string[] {
  const elements = clients.flatMap((one) => {
    const value = serverOf(one);
    if (value === null) return [];
    const { client, timeoutSeconds, expiresSeconds } = one;
    return `${client} timeout ${timeoutSeconds}s expires ${expiresSeconds}s : ${value}`;
  });
  return elements.length === 0 ? [] : [`add element ${table} ${map} { ${elements.join(", ")} }`];
}

function removeClientMaps(before: TableEntry | null): readonly string[] {
  if (before === null || before.service.persistence === null) return [];
  const { addresses, ports } = clientMapsOf(before.service.identity);
  return [`delete map ${table} ${addresses}`, `delete map ${table} ${ports}`];
}

function rememberCommands(before: TableEntry | null, after: TableEntry): readonly string[] {
  const { identity } = after.service;
  const chain = rememberChainOf(identity);
  const map = rememberMap(familyOfService(identity), kindOf(identity));
  const hadChain = before !== null && before.service.persistence !== null;
  if (after.service.persistence === null) {
    return hadChain
      ? [`delete element ${table} ${map} { ${elementOf(identity)} }`, ...removeChain(chain)]
      : [];
  }
  const commands = [...chainCommands(chain, rememberRules(after))];
  if (!hadChain) {
    commands.push(`add element ${table} ${map} { ${elementOf(identity)} : goto ${chain} }`);
  }
  return commands;
}

function removeCommands(before: TableEntry): readonly string[] {
  const { identity } = before.service;
  const chain = chainOf(identity);
  const map = dispatchMap(familyOfService(identity), kindOf(identity));
  const after: TableEntry = {
    service: { ...before.service, persistence: null },
    destinations: new Map(),
  };
  return [
    `delete element ${table} ${map} { ${elementOf(identity)} }`,
    ...rememberCommands(before, after),
    ...removeChain(chain),
    ...removeClientMaps(before),
    ...countCommands(before, null),
  ];
}

const removeChain = (chain: string): readonly string[] => [
  `flush chain ${table} ${chain}`,
  `delete chain ${table} ${chain}`,
];
