/** Every command that a configuration may run. */
import type { Configuration } from "../model/configuration.ts";
import type { LoadBalancing } from "../model/load-balancing.ts";
import type { ScriptCommand } from "../model/vrrp-instance.ts";

export function scriptsOf({ vrrpInstances, loadBalancing }: Configuration): ScriptCommand[] {
  const ofInstances = vrrpInstances.flatMap(({ notify }) => Object.values(notify));
  return [...ofInstances, ...commandsOf(loadBalancing)].filter((script) => script !== null);
}

function* commandsOf({ virtualServers }: LoadBalancing): Iterable<ScriptCommand | null> {
  for (const { quorum, realServers } of virtualServers) {
    yield quorum.up;
    yield quorum.down;
    for (const { notifyUp, notifyDown } of realServers) {
      if (notifyUp !== null) yield notifyUp;
      if (notifyDown !== null) yield notifyDown;
    }
  }
}
