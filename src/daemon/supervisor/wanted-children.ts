/** Which processes a configuration is for (keepalived.md §1.1). */
import type { Configuration } from "../../config/model/configuration.ts";
import type { Subsystems } from "../options.ts";

/** The runner runs for whichever of them does. */
export type ConfiguredRole = "vrrp" | "lvs";

export function wantedChildren(
  { vrrpInstances, statics, loadBalancing }: Configuration,
  { vrrp, checkers, evenUnused }: Subsystems,
): ReadonlySet<ConfiguredRole> {
  const { virtualServers, syncDaemon } = loadBalancing;
  const balances = virtualServers.length > 0 || syncDaemon !== null;
  const wanted = new Set<ConfiguredRole>();
  const { addresses, routes, rules } = statics;
  const holds = vrrpInstances.length + addresses.length + routes.length + rules.length > 0;
  if (vrrp && (evenUnused || holds)) wanted.add("vrrp");
  if (checkers && (evenUnused || balances)) wanted.add("lvs");
  return wanted;
}
