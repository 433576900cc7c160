/** A virtual server before its first event: as configured, or as a process before left it. */
import type { Checker } from "../../config/model/checker.ts";
import type { VirtualServer } from "../../config/model/load-balancing.ts";
import { rememberedName } from "../../core/balancing/names.ts";
import type { OwnedService } from "../../core/balancing/services.ts";
import { initialState as initialBalancingState } from "../../core/balancing/state.ts";
import { type CheckState, healthOf, initialState } from "../../core/check/state.ts";
import { checkSubject, RunningCheck, type RunningService } from "./running-service.ts";

/** By `rememberedName`; null where no process was cut off. */
export type ServersDown = ReadonlySet<string> | null;

export function newService(
  model: VirtualServer,
  services: readonly OwnedService[],
  serversDown: ServersDown,
): RunningService {
  const service: RunningService = {
    model,
    services,
    state: initialBalancingState(model, []),
    checks: [],
    suspended: false,
  };
  service.checks = model.realServers.map((server, index) => {
    const wasDown = serversDown?.has(rememberedName(model, server)) ?? null;
    return server.checkers.map((checker) => {
      const state = firstState(checker, wasDown);
      return new RunningCheck(service, index, checkSubject(model, server, checker), state);
    });
  });
  service.state = initialBalancingState(model, healthOfServers(service.checks));
  return service;
}

export const healthOfServers = (checks: RunningService["checks"]) =>
  checks.map((ofServer) => healthOf(ofServer.map(({ state }) => state)));

/**
 * `wasDown` is null where nobody knows. A server that a process before this one has proven is not
 * taken down by `alpha`: nothing has happened to it.
 */
function firstState(checker: Checker, wasDown: boolean | null): CheckState {
  const state = initialState(checker, wasDown ?? false);
  if (wasDown !== false || checker.kind === "file") return state;
  return { ...state, failed: false, proven: true };
}
