/** One file of a cluster: what it configures, and where its keywords stand. */

import { append } from "../build/append.ts";
import type { Check } from "../build/check-configuration.ts";
import type { Source, Span, Statement } from "../language/tree.ts";
import type { Configuration } from "../model/configuration.ts";

export interface ClusterFile {
  /** As the user gave it. */
  readonly path: string;
  readonly check: Pick<Check, "configuration" | "statements"> & {
    readonly sources: readonly Source[];
  };
}

export interface ClusterNode {
  /** The file, by the shortest name that no other file has. */
  readonly name: string;
  readonly configuration: Configuration;
  readonly statements: readonly Statement[];
  /** Where its own sources begin among those of the whole cluster. */
  readonly firstSource: number;
}

export interface ClusterNodes {
  /** Those that could be read. */
  readonly nodes: readonly ClusterNode[];
  /** Of all nodes, one behind the other: places of cluster diagnostics refer to these. */
  readonly sources: readonly Source[];
}

export function clusterNodesOf(files: readonly ClusterFile[]): ClusterNodes {
  const nodes: ClusterNode[] = [];
  const sources: Source[] = [];
  for (const { path, check } of files) {
    if (check.sources.length === 0) continue;
    const { configuration, statements } = check;
    const name = shortName(path, files);
    nodes.push({ name, configuration, statements, firstSource: sources.length });
    append(sources, check.sources);
  }
  return { nodes, sources };
}

function shortName(path: string, files: readonly ClusterFile[]): string {
  const last = lastPart(path);
  const bearers = files.filter((file) => lastPart(file.path) === last);
  return bearers.length === 1 ? last : path;
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** A place of the node's own file as a place of the cluster. */
export const placeIn = (node: ClusterNode, span: Span): Span => ({
  ...span,
  source: span.source + node.firstSource,
});
