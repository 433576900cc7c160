/** Flows of UDP that would go on to a server that has been removed for as long as the client sends. */
import type { ServedFlows } from "../../../wire/conntrack/forget-flows.ts";
import type { TableEntry } from "../table.ts";

const IPPROTO_UDP = 17;

/**
 * What connection tracking is to forget, so that the client's next datagram has another server. Open
 * TCP connections would only be cut by it; a service that is gone as a whole has no other server.
 */
export function staleFlows(
  before: TableEntry | null,
  after: TableEntry | null,
): readonly ServedFlows[] {
  if (before === null || after === null) return [];
  const { identity } = before.service;
  if (identity.kind !== "address" || identity.protocol !== "udp") return [];
  const flows: ServedFlows[] = [];
  for (const [key, { address: server, port }] of before.destinations) {
    if (after.destinations.has(key)) continue;
    const serverPort = port === 0 ? identity.port : port;
    flows.push({
      protocol: IPPROTO_UDP,
      address: identity.address,
      port: identity.port,
      server,
      serverPort,
    });
  }
  return flows;
}
