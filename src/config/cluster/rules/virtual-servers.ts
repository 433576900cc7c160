/** Virtual servers: whoever has the address should balance the same service in the same way. */
import { clusterCodes } from "../../diagnostics/codes-cluster.ts";
import type { Related } from "../../diagnostics/diagnostic.ts";
import type { RealServer, VirtualServer } from "../../model/load-balancing.ts";
import type { Findings } from "../findings.ts";
import { type ClusterNode, placeIn } from "../node.ts";
import {
  type Balancer,
  destinationOf,
  nameOf,
  placeOfServer,
  serverName,
} from "../virtual-server.ts";
import { listed, mostShown } from "../words.ts";
import { compareSettings } from "./virtual-server-settings.ts";

/** Each node is held against the first one that has the virtual server. */
export function checkVirtualServers(nodes: readonly ClusterNode[], findings: Findings): void {
  const byService = new Map<string, Balancer[]>();
  for (const node of nodes) {
    for (const server of node.configuration.loadBalancing.virtualServers) {
      const key = keyOf(server);
      const known = byService.get(key) ?? [];
      // Of one service twice in a file its own check speaks.
      if (known.some((each) => each.node === node)) continue;
      byService.set(key, [...known, { node, server }]);
    }
  }
  for (const node of nodes) reportMissing(node, [...byService.values()], findings);
  for (const [first, ...others] of byService.values()) {
    if (first === undefined) continue;
    for (const other of others) {
      compareSettings(first, other, findings);
      reportRealServers(first, other, findings);
    }
  }
}

function keyOf({ service, family }: VirtualServer): string {
  switch (service.kind) {
    case "address":
      return ["address", service.protocol, service.address, service.port].join();
    case "fwmark":
      return ["fwmark", service.mark, family].join();
    case "group":
      return ["group", service.group, service.protocol].join();
  }
}

/** All that it lacks at once, at the first one of another node that has it. */
function reportMissing(
  node: ClusterNode,
  services: readonly (readonly Balancer[])[],
  findings: Findings,
): void {
  const missing = services.filter((balancers) => balancers.every((each) => each.node !== node));
  const [[first] = [], ...others] = missing;
  if (first === undefined) return;
  const owner = first.node;
  const list = listed(missing.flatMap(([each]) => (each === undefined ? [] : [serverName(each)])));
  findings.report(clusterCodes.virtualServerAlone, placeOfServer(first), {
    message: `${node.name} has no virtual_server ${list}, which ${owner.name} has`,
    help: `add ${others.length === 0 ? "it" : "them"} to ${node.name}`,
    consequence: `While ${node.name} has the address, nothing answers there.`,
  });
}

/** What one of the two has and the other has not, in either direction. */
function reportRealServers(first: Balancer, other: Balancer, findings: Findings): void {
  const lacking = destinationsOnlyOf(first, other);
  const extra = destinationsOnlyOf(other, first);
  if (lacking.length === 0 && extra.length === 0) return;
  const differences = [
    ...(lacking.length === 0 ? [] : [`lacks ${listed(lacking.map(destinationOf))}`]),
    ...(extra.length === 0 ? [] : [`has ${listed(extra.map(destinationOf))}`]),
  ].join(", and ");
  findings.report(clusterCodes.realServersDiffer, placeOfServer(other), {
    message: `${nameOf(other)} ${differences}, other than that of ${first.node.name}`,
    help: "write the same real_server blocks on both",
    related: [
      ...extra.slice(0, mostShown).map((each) => lineOf(other, each)),
      ...lacking.slice(0, mostShown).map((each) => lineOf(first, each)),
    ],
  });
}

function destinationsOnlyOf(one: Balancer, other: Balancer): readonly RealServer[] {
  const known = new Set(other.server.realServers.map(destinationOf));
  return one.server.realServers.filter((each) => !known.has(destinationOf(each)));
}

const lineOf = ({ node }: Balancer, { place }: RealServer): Related => ({
  span: placeIn(node, place),
  message: "only here",
});
