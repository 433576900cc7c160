/** Virtual routers that only some of the nodes have. */
import { clusterCodes } from "../../diagnostics/codes-cluster.ts";
import type { Findings } from "../findings.ts";
import type { ClusterNode } from "../node.ts";
import { nameOf, numberOf, placeOfInstance, type VirtualRouter } from "../router.ts";
import { listed } from "../words.ts";

/**
 * Two nodes of three may share a virtual router on purpose; one alone has nobody to back it up.
 * `clashing` are those that meet another virtual router: that is what has to be mended there.
 */
export function checkPresence(
  virtualRouters: readonly VirtualRouter[],
  nodes: readonly ClusterNode[],
  clashing: ReadonlySet<VirtualRouter>,
  findings: Findings,
): void {
  if (nodes.length < 2) return;
  for (const virtual of virtualRouters) {
    const [router, ...others] = virtual.routers;
    if (others.length > 0 || clashing.has(virtual)) continue;
    const { instance, node } = router;
    const elsewhere = nodes.filter((each) => each !== node);
    // Its own finding says why it is not there.
    if (elsewhere.some((each) => disabledNames(each).has(instance.name))) continue;
    findings.report(clusterCodes.instanceAlone, placeOfInstance(router), {
      message:
        `${nameOf(router)}, ${numberOf(instance)}, is not in ` +
        `${listed(elsewhere.map(({ name }) => name))}`,
      help: "add the same vrrp_instance to another node",
      consequence: `When ${node.name} fails, nobody takes its addresses over.`,
    });
  }
}

/** Instances that the file has, and that cannot run. */
function disabledNames({ statements, configuration }: ClusterNode): ReadonlySet<string> {
  const running = new Set(configuration.vrrpInstances.map(({ name }) => name));
  const written = statements.flatMap(({ words: [keyword, name] }) =>
    keyword.text === "vrrp_instance" && name !== undefined ? [name.text] : [],
  );
  return new Set(written.filter((name) => !running.has(name)));
}
