/** Every command that a configuration may run, but for those of `vrrp_script`. */
import type { Configuration } from "../model/configuration.ts";
import type { LoadBalancing } from "../model/load-balancing.ts";
import type { ScriptCommand } from "../model/vrrp-instance.ts";

export function scriptsOf(configuration: Configuration): ScriptCommand[] {
  const { vrrpInstances, syncGroups, loadBalancing, global } = configuration;
  const { all, vrrp } = global.notifyFifos ?? {};
  return [
    all?.script ?? null,
    vrrp?.script ?? null,
    ...[...vrrpInstances, ...syncGroups].flatMap(({ notify }) => Object.values(notify)),
    ...commandsOf(loadBalancing),
  ].filter((script) => script !== null);
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
