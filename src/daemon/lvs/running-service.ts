/** Virtual servers and their health checks as they run: the states of their machines. */
import type { Checker } from "../../config/model/checker.ts";
import type { RealServer, VirtualServer } from "../../config/model/load-balancing.ts";
import { serverName } from "../../core/balancing/names.ts";
import type { OwnedService } from "../../core/balancing/services.ts";
import type { BalancingState } from "../../core/balancing/state.ts";
import type { CheckState, CheckSubject } from "../../core/check/state.ts";
import type { Timed } from "../../core/deadlines.ts";
import type { RunningProbe } from "../../ports/prober.ts";
import type { Micros } from "../../wire/units.ts";

export interface RunningService {
  model: VirtualServer;
  /** What it answers for: groups and ranges spread out. */
  services: readonly OwnedService[];
  state: BalancingState;
  /** By the model's real servers, and their checkers. */
  checks: readonly (readonly RunningCheck[])[];
  /** `ha_suspend`: its address is not on this host, and no check runs. */
  suspended: boolean;
}

export class RunningCheck implements Timed {
  readonly service: RunningService;
  /** Index of its real server in the model of the virtual server. */
  server: number;
  subject: CheckSubject;
  state: CheckState;
  probe: RunningProbe | null = null;

  constructor(service: RunningService, server: number, subject: CheckSubject, state: CheckState) {
    this.service = service;
    this.server = server;
    this.subject = subject;
    this.state = state;
  }

  get deadline(): Micros | null {
    return this.state.deadline;
  }

  /** Nothing is heard of the probe any more. */
  cancelProbe(): void {
    this.probe?.cancel();
    this.probe = null;
  }
}

export const checkSubject = (
  virtualServer: VirtualServer,
  server: RealServer,
  checker: Checker,
): CheckSubject => ({
  checker,
  server: serverName(virtualServer, server),
  virtualServer: virtualServer.name,
});

/** As it stands, and of its own from now on. */
export function copyService(service: RunningService): RunningService {
  const { model, services, suspended } = service;
  const state = structuredClone(service.state);
  const copy: RunningService = { model, services, suspended, state, checks: [] };
  copy.checks = service.checks.map((checks) =>
    checks.map((check) => {
      const { server, subject } = check;
      return new RunningCheck(copy, server, subject, structuredClone(check.state));
    }),
  );
  return copy;
}
