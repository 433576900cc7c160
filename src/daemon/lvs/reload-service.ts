/** A virtual server under a new configuration: what is kept goes on (keepalived.md §4.5). */
import type { VirtualServer } from "../../config/model/load-balancing.ts";
import type { BalancingEffect } from "../../core/balancing/effects.ts";
import type { ServerMatch, VirtualServerMatch } from "../../core/balancing/match.ts";
import { rememberedName } from "../../core/balancing/names.ts";
import { reloaded } from "../../core/balancing/reload.ts";
import type { OwnedService } from "../../core/balancing/services.ts";
import { keptState, replacementState } from "../../core/check/carry-over.ts";
import { initialState } from "../../core/check/state.ts";
import { healthOfServers } from "./begin-service.ts";
import { checkSubject, RunningCheck, type RunningService } from "./running-service.ts";

export interface ReloadedService {
  readonly effects: readonly BalancingEffect[];
  /** Checks that have not begun. */
  readonly fresh: readonly RunningCheck[];
  readonly gone: readonly RunningCheck[];
  /** Names of servers that are gone and were remembered as down. */
  readonly forgotten: readonly string[];
}

const unmatched: ServerMatch = { before: null, checkers: [] };

/** Changes `service` to run the new model. */
export function reloadService(
  service: RunningService,
  model: VirtualServer,
  match: VirtualServerMatch,
  services: readonly OwnedService[],
): ReloadedService {
  const { model: before, state, checks: checksBefore } = service;
  const fresh: RunningCheck[] = [];
  const gone = new Set(checksBefore.flat());
  service.model = model;
  service.services = services;
  service.checks = model.realServers.map((server, index) => {
    const matched = match.servers[index] ?? unmatched;
    const ofServer = matched.before === null ? [] : (checksBefore[matched.before] ?? []);
    const isAlive = matched.before !== null && state.servers[matched.before]?.alive === true;
    return server.checkers.map((checker, position) => {
      const how = matched.checkers[position] ?? { kind: "new" };
      const subject = checkSubject(model, server, checker);
      const old = how.kind === "new" ? undefined : ofServer[how.before];
      if (how.kind === "kept" && old !== undefined) {
        const weightBefore = before.realServers[old.server]?.weight ?? server.weight;
        old.state = keptState(checker, old.state, weightBefore, server.weight);
        old.server = index;
        old.subject = subject;
        gone.delete(old);
        return old;
      }
      const first =
        matched.before === null
          ? initialState(checker)
          : replacementState(checker, old?.state ?? null, isAlive);
      const check = new RunningCheck(service, index, subject, first);
      fresh.push(check);
      return check;
    });
  });
  const health = healthOfServers(service.checks);
  const result = reloaded({ before, state, after: model, match, health });
  service.state = result.state;
  const forgotten = match.removed.flatMap((index) => {
    const server = before.realServers[index];
    const isDown = state.servers[index]?.alive === false;
    return server === undefined || !isDown ? [] : rememberedName(before, server);
  });
  return { effects: result.effects, fresh, gone: [...gone], forgotten };
}
