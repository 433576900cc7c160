/** The configuration as it was understood, before anything of it runs (`-d`). */
import type { Configuration } from "../../config/model/configuration.ts";
import type { VirtualServer } from "../../config/model/load-balancing.ts";
import { serverName } from "../../core/balancing/names.ts";
import { initialState } from "../../core/vrrp/step.ts";
import type { Micros } from "../../wire/units.ts";
import { groupLines } from "./balancing/group.ts";
import type { VirtualServerDump } from "./balancing/snapshot.ts";
import { virtualServerLines } from "./balancing/virtual-server.ts";
import { globalLines } from "./global.ts";
import { instanceLines } from "./instance.ts";
import { heading } from "./labels.ts";

/** As if it ran, with nothing heard of its servers. */
function asConfigured(server: VirtualServer): VirtualServerDump {
  const realServers = server.realServers.map((realServer) => ({
    server: realServer,
    name: serverName(server, realServer),
    alive: !realServer.startsDown,
    inTable: false,
    effectiveWeight: realServer.weight,
    checkers: [],
  }));
  return { server, hasQuorum: false, realServers };
}

const never = 0 as Micros;

/** The lines of `keepalived.data` that need no running process. Shows no secret. */
export function configurationLines(
  { global, vrrpInstances, loadBalancing }: Configuration,
  networkNamespace: string | null,
): string[] {
  const { virtualServers, groups } = loadBalancing;
  return [
    ...globalLines(global, networkNamespace),
    ...(vrrpInstances.length === 0 ? [] : [heading("VRRP Topology")]),
    ...vrrpInstances.flatMap((instance) =>
      instanceLines({ instance, state: initialState(instance, never) }, never),
    ),
    ...(virtualServers.length === 0 ? [] : [heading("LVS Topology")]),
    ...groups.flatMap(groupLines),
    ...virtualServers.flatMap((server) => virtualServerLines(asConfigured(server))),
  ];
}
