/** `global_defs`: what the nodes should have alike, and what each should have for itself. */
import { clusterCodes } from "../../diagnostics/codes-cluster.ts";
import type { Span, Statement } from "../../language/tree.ts";
import type { Findings } from "../findings.ts";
import { globalStatements, statementOf, valuePlace } from "../keyword-places.ts";
import type { ClusterNode } from "../node.ts";
import { deviations, sharers } from "../unequal.ts";

export function checkGlobals(nodes: readonly ClusterNode[], findings: Findings): void {
  reportRouterIds(nodes, findings);
  reportDynamicInterfaces(nodes, findings);
}

/** The default is the host's name, and this host is not all nodes: only what is written counts. */
function reportRouterIds(nodes: readonly ClusterNode[], findings: Findings): void {
  const named = nodes.flatMap((node) => {
    const statement = statementOf(globalStatements(node), "router_id");
    const name = statement?.words[1]?.text;
    return statement === undefined || name === undefined ? [] : [{ node, statement, name }];
  });
  for (const [first, ...others] of sharers(named, ({ name }) => name)) {
    for (const { node, statement, name } of others) {
      findings.report(clusterCodes.routerIdsEqual, valuePlace(node, statement), {
        message: `${node.name} and ${first.node.name} both have router_id "${name}"`,
        help: "give each its own, or leave it out: the host's name is taken",
        related: [{ span: valuePlace(first.node, first.statement), message: "the same here" }],
      });
    }
  }
}

function reportDynamicInterfaces(nodes: readonly ClusterNode[], findings: Findings): void {
  const isOn = ({ configuration }: ClusterNode): string =>
    String(configuration.global.dynamicInterfaces);
  for (const { item, usual } of deviations(nodes, isOn)) {
    const [bearer, other] = isOn(item) === "true" ? [item, usual] : [usual, item];
    const statement = statementOf(globalStatements(bearer), "dynamic_interfaces");
    findings.report(clusterCodes.dynamicInterfacesDiffer, placeOr(bearer, statement), {
      message: `${bearer.name} has dynamic_interfaces, and ${other.name} has not`,
      help: "write it on all nodes, or on none",
    });
  }
}

const placeOr = (node: ClusterNode, statement: Statement | undefined): Span =>
  statement === undefined
    ? { source: node.firstSource, line: 1, column: 1, length: 0 }
    : valuePlace(node, statement);
