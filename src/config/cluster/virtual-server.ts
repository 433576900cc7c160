/** A virtual server of one node, and where its keywords stand. */
import type { Span } from "../language/tree.ts";
import type { RealServer, VirtualServer } from "../model/load-balancing.ts";
import { statementOf, statementsOfBlock, valuePlace } from "./keyword-places.ts";
import { type ClusterNode, placeIn } from "./node.ts";

export interface Balancer {
  readonly node: ClusterNode;
  readonly server: VirtualServer;
}

/** "192.0.2.1 80 TCP", as one writes it. */
export function serverName({ server: { service } }: Balancer): string {
  switch (service.kind) {
    case "address":
      return `${service.address} ${service.port} ${service.protocol.toUpperCase()}`;
    case "fwmark":
      return `fwmark ${service.mark}`;
    case "group":
      return `group ${service.group}`;
  }
}

export const nameOf = (balancer: Balancer): string =>
  `virtual_server ${serverName(balancer)} of ${balancer.node.name}`;

export const destinationOf = ({ address, port }: RealServer): string => `${address} ${port}`;

export const placeOfServer = ({ node, server }: Balancer): Span => placeIn(node, server.place);

/** The line of whichever of these keywords is given, else the virtual server itself. */
export function serverKeywordPlace({ node, server }: Balancer, keywords: readonly string[]): Span {
  const statements = statementsOfBlock(node, server.place);
  for (const keyword of keywords) {
    const found = statementOf(statements, keyword);
    if (found !== undefined) return valuePlace(node, found);
  }
  return placeIn(node, server.place);
}
