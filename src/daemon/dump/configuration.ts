/** The configuration as it was understood, before anything of it runs (`-d`). */
import type { Configuration } from "../../config/model/configuration.ts";
import type { VirtualServer } from "../../config/model/load-balancing.ts";
import type { SyncGroup } from "../../config/model/sync-group.ts";
import { serverName } from "../../core/balancing/names.ts";
import { initialGroupState } from "../../core/sync-group/state.ts";
import { initialState } from "../../core/vrrp/step.ts";
import type { Micros } from "../../wire/units.ts";
import { groupLines as serverGroupLines } from "./balancing/group.ts";
import type { VirtualServerDump } from "./balancing/snapshot.ts";
import { virtualServerLines } from "./balancing/virtual-server.ts";
import { globalLines } from "./global.ts";
import { instanceLines } from "./instance.ts";
import { heading } from "./labels.ts";
import type { GroupDump, InstanceDump } from "./snapshot.ts";
import { groupLines } from "./sync-groups.ts";
import { trackingLines } from "./tracking.ts";

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

const asBegun = (group: SyncGroup, instances: readonly InstanceDump[]): GroupDump => ({
  group,
  state: initialGroupState(never),
  members: instances.filter(({ instance }) => group.members.includes(instance.name)),
});

/** The lines of `keepalived.data` that need no running process. Shows no secret. */
export function configurationLines(
  { global, vrrpInstances, syncGroups, tracking, loadBalancing }: Configuration,
  networkNamespace: string | null,
): string[] {
  const { virtualServers, groups } = loadBalancing;
  const instances = vrrpInstances.map((instance) => ({
    instance,
    state: initialState(instance, never),
  }));
  return [
    ...globalLines(global, networkNamespace),
    ...(vrrpInstances.length === 0 ? [] : [heading("VRRP Topology")]),
    ...instances.flatMap((instance) => instanceLines(instance, never)),
    ...groupLines(syncGroups.map((group) => asBegun(group, instances))),
    ...trackingLines({ tracking, results: [], instances: vrrpInstances }),
    ...(virtualServers.length === 0 ? [] : [heading("LVS Topology")]),
    ...groups.flatMap(serverGroupLines),
    ...virtualServers.flatMap((server) => virtualServerLines(asConfigured(server))),
  ];
}
