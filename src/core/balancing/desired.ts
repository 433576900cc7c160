/** The table that ought to be there, from the configuration and from health (behaviours §18, §19). */
import type { VirtualServer, VirtualServerGroup } from "../../config/model/load-balancing.ts";
import type { BalancingState } from "./state.ts";
import type { ServiceRow, TableEntry } from "./table.ts";

/** A service that a virtual server answers for, with its `serviceKey`. */
export interface OwnedService {
  readonly key: string;
  readonly row: ServiceRow;
}

/** All services of a virtual server, groups and ranges spread out; `groups` by their names. */
export function servicesOf(
  _virtualServer: VirtualServer,
  _groups: ReadonlyMap<string, VirtualServerGroup>,
): readonly OwnedService[] {
  return [];
}

/** What each of them has to look like, by `serviceKey`. */
export function entriesOf(
  _virtualServer: VirtualServer,
  _services: readonly OwnedService[],
  _state: BalancingState,
): ReadonlyMap<string, TableEntry> {
  return new Map();
}
