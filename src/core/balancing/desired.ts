/**
 * The table that ought to be there, from the configuration and from health (keepalived.md §18,
 * §19).
 */
import type { RealServer, VirtualServer } from "../../config/model/load-balancing.ts";
import { sorryServerServes } from "./quorum.ts";
import type { OwnedService } from "./services.ts";
import { type BalancingState, effectiveWeight, type ServerState } from "./state.ts";
import type { DestinationRow, TableEntry } from "./table.ts";
import type { Place, Target } from "./target.ts";

type Destinations = ReadonlyMap<string, DestinationRow>;

/**
 * What each service of a virtual server has to look like, by `serviceKey`. Services with the same
 * target share their destinations.
 */
export function entriesOf(
  virtualServer: VirtualServer,
  services: readonly OwnedService[],
  state: BalancingState,
): ReadonlyMap<string, TableEntry> {
  const byTarget = new Map<Target, Destinations>();
  const entries = new Map<string, TableEntry>();
  for (const { key, row, target } of services) {
    let destinations = byTarget.get(target);
    if (destinations === undefined) {
      destinations = destinationsOf(virtualServer, state, target);
      byTarget.set(target, destinations);
    }
    entries.set(key, { service: row, destinations });
  }
  return entries;
}

/** Of two that come to the same address and port the first counts; one that serves comes first. */
function destinationsOf(
  virtualServer: VirtualServer,
  state: BalancingState,
  { servers, sorryServer }: Target,
): Destinations {
  const rows = new Map<string, DestinationRow>();
  const isSorry = sorryServerServes(virtualServer, state);
  if (isSorry && sorryServer !== null) rows.set(sorryServer.key, sorryServer.row);
  for (const [index, server] of virtualServer.realServers.entries()) {
    const place = servers[index] ?? null;
    const weight = weightInTable(server, state.servers[index], isSorry);
    if (place !== null && weight !== null) add(rows, place, weight);
  }
  if (!isSorry && virtualServer.sorryServer?.inhibit === true && sorryServer !== null) {
    add(rows, sorryServer, 0);
  }
  return rows;
}

/** Null is not in the table: `inhibit_on_failure` keeps it there, without new connections. */
function weightInTable(
  server: RealServer,
  state: ServerState | undefined,
  isSorry: boolean,
): number | null {
  if (state?.alive && !isSorry) return effectiveWeight(server, state);
  return server.inhibitOnFailure ? 0 : null;
}

/** A row that is as configured stays the same object: what has not changed is compared at once. */
function add(rows: Map<string, DestinationRow>, { key, row }: Place, weight: number): void {
  if (rows.has(key)) return;
  rows.set(key, weight === row.weight ? row : { ...row, weight });
}
