/** Every command that a configuration may run, but for those of `vrrp_script`. */
import type { Configuration } from "../model/configuration.ts";
import type { ScriptCommand } from "../model/script-command.ts";

export function scriptsOf(configuration: Configuration): ScriptCommand[] {
  const { vrrpInstances, syncGroups, global } = configuration;
  const { all, vrrp } = global.notifyFifos ?? {};
  return [
    global.lifecycle.startup?.command ?? null,
    global.lifecycle.shutdown?.command ?? null,
    all?.script ?? null,
    vrrp?.script ?? null,
    ...[...vrrpInstances, ...syncGroups].flatMap(({ notify }) => Object.values(notify)),
    ...checkerScriptsOf(configuration),
  ].filter((script) => script !== null);
}

/** Those that keepalived's health checker runs. */
export function checkerScriptsOf({ global, loadBalancing }: Configuration): ScriptCommand[] {
  const found: ScriptCommand[] = [];
  const take = (command: ScriptCommand | null) => void (command === null || found.push(command));
  take(global.notifyFifos?.loadBalancing?.script ?? null);
  for (const { quorum, realServers } of loadBalancing.virtualServers) {
    take(quorum.up);
    take(quorum.down);
    for (const { notifyUp, notifyDown } of realServers) {
      take(notifyUp);
      take(notifyDown);
    }
  }
  return found;
}
