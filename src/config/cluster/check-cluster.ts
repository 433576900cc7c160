/** Several files that are to back each other up: what no single one of them shows. */

import { maskSecrets } from "../build/mask-secrets.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { inFileOrder } from "../diagnostics/order.ts";
import type { Source } from "../language/tree.ts";
import { Findings } from "./findings.ts";
import { type ClusterFile, clusterNodesOf } from "./node.ts";
import type { VirtualRouter } from "./router.ts";
import { checkAddresses } from "./rules/addresses.ts";
import { checkAuthentication } from "./rules/authentication.ts";
import { checkClashes } from "./rules/clashes.ts";
import { checkDelivery } from "./rules/delivery.ts";
import { checkGlobals } from "./rules/globals.ts";
import { checkPeers } from "./rules/peers.ts";
import { checkPreemption } from "./rules/preemption.ts";
import { checkPresence } from "./rules/presence.ts";
import { checkProtocol } from "./rules/protocol.ts";
import { checkRoles } from "./rules/roles.ts";
import { checkSyncGroups } from "./rules/sync-groups.ts";
import { checkVirtualServers } from "./rules/virtual-servers.ts";
import { checkWeights } from "./rules/weights.ts";
import { virtualRoutersOf } from "./virtual-routers.ts";

export interface ClusterCheck {
  /** In the order of the files. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of all files, one behind the other: the diagnostics refer to these. */
  readonly sources: readonly Source[];
}

/** What the routers of one virtual router are held to. */
const routerRules: readonly ((virtual: VirtualRouter, findings: Findings) => void)[] = [
  checkProtocol,
  checkAuthentication,
  checkDelivery,
  checkPeers,
  checkRoles,
  checkWeights,
  checkPreemption,
  checkAddresses,
];

/** Pure, and never throws. Files that could not be read take no part. */
export function checkCluster(files: readonly ClusterFile[]): ClusterCheck {
  const { nodes, sources } = clusterNodesOf(files);
  const findings = new Findings();
  const virtualRouters = virtualRoutersOf(nodes);
  for (const virtual of virtualRouters) {
    for (const rule of routerRules) rule(virtual, findings);
  }
  const clashing = checkClashes(virtualRouters, findings);
  checkPresence(virtualRouters, nodes, clashing, findings);
  checkSyncGroups(virtualRouters, nodes, findings);
  checkVirtualServers(nodes, findings);
  checkGlobals(nodes, findings);
  return { diagnostics: maskSecrets(inFileOrder(findings.diagnostics), sources), sources };
}
