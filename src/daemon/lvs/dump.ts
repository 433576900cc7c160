/** What the process knows at this moment, for its dump. */
import type { Configuration } from "../../config/model/configuration.ts";
import { serverName } from "../../core/balancing/names.ts";
import { effectiveWeight } from "../../core/balancing/state.ts";
import type {
  BalancingSnapshot,
  CheckerDump,
  RealServerDump,
  VirtualServerDump,
} from "../dump/balancing/snapshot.ts";
import type { RunningCheck, RunningService } from "./running-service.ts";

export interface DumpSubject {
  readonly configuration: Configuration;
  readonly networkNamespace: string | null;
  readonly dataplane: string;
  readonly services: readonly RunningService[];
}

export function balancingSnapshot(subject: DumpSubject): BalancingSnapshot {
  const { configuration, networkNamespace, dataplane, services } = subject;
  const { global, loadBalancing } = configuration;
  const virtualServers = services.map(virtualServerDump);
  return { global, networkNamespace, dataplane, loadBalancing, virtualServers };
}

const virtualServerDump = (service: RunningService): VirtualServerDump => ({
  server: service.model,
  hasQuorum: service.state.hasQuorum,
  realServers: realServerDumps(service),
});

function realServerDumps({ model, state, checks, suspended }: RunningService): RealServerDump[] {
  const showsSorryServer = !state.hasQuorum && model.sorryServer !== null;
  return model.realServers.flatMap((server, index) => {
    const own = state.servers[index];
    if (own === undefined) return [];
    return {
      server,
      name: serverName(model, server),
      alive: own.alive,
      inTable: server.inhibitOnFailure || (own.alive && !showsSorryServer),
      effectiveWeight: effectiveWeight(server, own),
      checkers: (checks[index] ?? []).map((check) => checkerDump(check, suspended)),
    };
  });
}

const checkerDump = ({ subject, state }: RunningCheck, suspended: boolean): CheckerDump => ({
  checker: subject.checker,
  enabled: !suspended,
  up: !state.failed,
  hasRun: state.probedAt !== null,
  weight: state.weightDelta,
  retries: state.failures,
});
