/** What stands in the chains of one service. */
import type { DestinationRow, TableEntry } from "../table.ts";
import { choiceOf, eligibleOf } from "./choice.ts";
import { clientExpression } from "./client-mask.ts";
import { clientMapsOf } from "./names.ts";
import { destinationComments, serviceComment } from "./row-comments.ts";
import { balancedProtocols, familyOfService, headerWord, kindOf } from "./service-kinds.ts";

/** Comments of the rules that work; those of rows are in row-comments.ts. */
const workingComments = ["persistent clients", "new connections", "no server"] as const;

/**
 * The rules of a service's chain: first those that work, of which the last always decides, then
 * those that keep the rows in their comments and are never reached.
 */
export function serviceRules(entry: TableEntry): readonly string[] {
  const { service, destinations } = entry;
  const rules = [...keepRule(entry), chooseRule(entry)];
  rules.push(`return ${quoted(serviceComment(service))}`);
  for (const comment of destinationComments(destinations.values())) {
    rules.push(`return ${quoted(comment)}`);
  }
  return rules;
}

/** As many as `serviceRules` gives: a chain with more or fewer is not as it was made. */
export const workingRulesOf = ({ service }: TableEntry): number =>
  service.persistence === null ? 1 : 2;

function keepRule(entry: TableEntry): readonly string[] {
  const { identity, persistence } = entry.service;
  if (persistence === null) return [];
  const family = familyOfService(identity);
  const header = headerWord(family);
  const client = clientExpression(family, persistence.mask);
  const { addresses, ports } = clientMapsOf(identity);
  const port = isPortless(entry) ? "" : ` : ${client} map @${ports}`;
  const server = `${client} map @${addresses}${port}`;
  return [`${balancedProtocols} dnat ${header} to ${server} ${quoted(workingComments[0])}`];
}

function chooseRule(entry: TableEntry): string {
  const { service } = entry;
  const eligible = eligibleOf(entry);
  // What IPVS answers when it finds no destination (ip_vs_leave).
  if (eligible.length === 0) {
    return `reject with icmpx port-unreachable ${quoted(workingComments[2])}`;
  }
  const { expression, slots } = choiceOf(service, eligible);
  const portless = isPortless(entry);
  const places = slots.map((row, slot) => `${slot} : ${target(entry, row, portless)}`).join(", ");
  const header = headerWord(familyOfService(service.identity));
  const to = portless ? "to" : "addr . port to";
  const comment = quoted(workingComments[1]);
  return `${balancedProtocols} dnat ${header} ${to} ${expression} map { ${places} } ${comment}`;
}

/** The rules that remember for a client which server it has; none without persistence. */
export function rememberRules(entry: TableEntry): readonly string[] {
  const { identity, persistence } = entry.service;
  if (persistence === null) return [];
  const portless = isPortless(entry);
  const places = [...entry.destinations.values()]
    .filter(({ port }) => kindOf(identity) === "port" || (port === 0) === portless)
    .map((row) => target(entry, row, portless));
  if (places.length === 0) return [];
  const family = familyOfService(identity);
  const address = `${headerWord(family)} daddr`;
  const client = `${clientExpression(family, persistence.mask)} timeout ${persistence.timeoutSeconds}s`;
  const { addresses, ports } = clientMapsOf(identity);
  // The packet has been translated: its destination is the server. Those of a removed one may
  // go on, but are remembered no more.
  const server = portless ? address : `${address} . th dport`;
  const port = portless ? "" : ` update @${ports} { ${client} : th dport }`;
  return [
    `${server} { ${places.join(", ")} } update @${addresses} { ${client} : ${address} }${port}`,
  ];
}

/** Whether packets keep the port that the client asked for. */
export function isPortless(entry: TableEntry): boolean {
  if (kindOf(entry.service.identity) === "port") return false;
  const [first] = eligibleOf(entry);
  if (first !== undefined) return first.port === 0;
  for (const { port } of entry.destinations.values()) return port === 0;
  return true;
}

/** `10.0.0.1 . 8080`, or the address alone. */
export function target(entry: TableEntry, row: DestinationRow, portless: boolean): string {
  if (portless) return row.address;
  const { identity } = entry.service;
  // Port 0 is the port of the service.
  const port = row.port === 0 && identity.kind === "address" ? identity.port : row.port;
  return `${row.address} . ${port}`;
}

const quoted = (comment: string): string => `comment "${comment}"`;
