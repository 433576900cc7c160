/** What the process knows of its servers at this moment, for those who ask. */
import { serverName } from "../../core/balancing/names.ts";
import { effectiveWeight } from "../../core/balancing/state.ts";
import type { LvsStatus, RealServerStatus, VirtualServerStatus } from "../status/lvs-status.ts";
import type { RunningService } from "./running-service.ts";

export interface BalancingSubject {
  readonly dataplane: { readonly name: string };
  readonly balancer: { readonly services: readonly RunningService[] };
}

export const balancingStatus = ({ dataplane, balancer }: BalancingSubject): LvsStatus => ({
  dataplane: dataplane.name,
  virtualServers: balancer.services.map(virtualServerStatus),
});

function virtualServerStatus(service: RunningService): VirtualServerStatus {
  const { model, state, suspended } = service;
  const { sorryServer } = model;
  return {
    name: model.name,
    hasQuorum: state.hasQuorum,
    quorum: model.quorum.weight,
    liveWeight: state.liveWeight,
    suspended,
    sorryServer: sorryServer === null ? null : serverName(model, sorryServer),
    realServers: realServers(service),
  };
}

function realServers({ model, state, checks }: RunningService): readonly RealServerStatus[] {
  return model.realServers.flatMap((server, index) => {
    const own = state.servers[index];
    if (own === undefined) return [];
    return {
      name: serverName(model, server),
      up: own.alive,
      weight: effectiveWeight(server, own),
      checks: checks[index]?.length ?? 0,
      failedChecks: own.failedCheckers,
    };
  });
}
