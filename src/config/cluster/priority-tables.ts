/** The priority tables of one file, or of several that are one cluster. */

import { type PriorityTable, priorityTable } from "../priorities/table.ts";
import { type ClusterFile, clusterNodesOf } from "./node.ts";
import { virtualRoutersOf } from "./virtual-routers.ts";

/** One for each virtual router that the files make up. */
export function priorityTables(files: readonly ClusterFile[]): readonly PriorityTable[] {
  const { nodes } = clusterNodesOf(files);
  return virtualRoutersOf(nodes).map(({ routers }) =>
    priorityTable(
      routers.map(({ node, instance }) => ({
        node: node.name,
        instance,
        configuration: node.configuration,
      })),
    ),
  );
}
