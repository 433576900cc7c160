/** Instances that move together on one node have to do so on every node. */
import { clusterCodes } from "../../diagnostics/codes-cluster.ts";
import type { Span } from "../../language/tree.ts";
import type { SyncGroup } from "../../model/sync-group.ts";
import type { Findings } from "../findings.ts";
import { type ClusterNode, placeIn } from "../node.ts";
import { placeOfInstance, type Router, type VirtualRouter } from "../router.ts";
import { listed } from "../words.ts";

export function checkSyncGroups(
  virtualRouters: readonly VirtualRouter[],
  nodes: readonly ClusterNode[],
  findings: Findings,
): void {
  for (const node of nodes) {
    for (const group of node.configuration.syncGroups) {
      for (const other of nodes) {
        if (other !== node) compare(group, node, other, virtualRouters, findings);
      }
    }
  }
}

/** The other node's routers of the group's members have to be in one group there too. */
function compare(
  group: SyncGroup,
  node: ClusterNode,
  other: ClusterNode,
  virtualRouters: readonly VirtualRouter[],
  findings: Findings,
): void {
  const counterparts = virtualRouters.flatMap(({ routers }) => {
    const own = routers.find((router) => router.node === node);
    const theirs = routers.find((router) => router.node === other);
    const isMember = own !== undefined && group.members.includes(own.instance.name);
    return isMember && theirs !== undefined ? [theirs] : [];
  });
  const home = counterparts.map(groupOf).find((each) => each !== null) ?? null;
  const astray = counterparts.filter((router) => home === null || groupOf(router) !== home);
  const [first] = astray;
  if (first === undefined || counterparts.length < 2) return;
  const names = listed(astray.map(({ instance }) => instance.name));
  const lacking = home === null ? "in no sync group" : `not in sync group ${home.name}`;
  findings.report(clusterCodes.syncGroupsDiffer, placeOf(other, home, first), {
    message:
      `${names} of ${other.name} ${astray.length === 1 ? "is" : "are"} ${lacking}, and in ` +
      `${node.name} sync group ${group.name} has ${listed(group.members)}`,
    help: home === null ? "add the same vrrp_sync_group" : `add ${names} to its group { ... }`,
    consequence: `On ${other.name} these instances may move without each other.`,
    related: [{ span: placeIn(node, group.place), message: "the whole group" }],
  });
}

const groupOf = ({ node, instance }: Router): SyncGroup | null =>
  node.configuration.syncGroups.find(({ members }) => members.includes(instance.name)) ?? null;

const placeOf = (node: ClusterNode, group: SyncGroup | null, router: Router): Span =>
  group === null ? placeOfInstance(router) : placeIn(node, group.place);
