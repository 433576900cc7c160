/** The table that ought to be there, from the configuration and from health (behaviours §18, §19). */
import type { Destination, RealServer, VirtualServer } from "../../config/model/load-balancing.ts";
import { type Family, familyOf } from "../../wire/address.ts";
import { sorryServerServes } from "./quorum.ts";
import { familyOfService, type OwnedService } from "./services.ts";
import { type BalancingState, effectiveWeight, type ServerState } from "./state.ts";
import { type DestinationRow, destinationKey, type TableEntry } from "./table.ts";

const sorryServerWeight = 1;

type Destinations = ReadonlyMap<string, DestinationRow>;

/**
 * What each service of a virtual server has to look like, by `serviceKey`. Services of the same
 * family and port have the same destinations, and share them.
 */
export function entriesOf(
  virtualServer: VirtualServer,
  services: readonly OwnedService[],
  state: BalancingState,
): ReadonlyMap<string, TableEntry> {
  const byTarget = new Map<string, Destinations>();
  const entries = new Map<string, TableEntry>();
  for (const { key, row } of services) {
    const family = familyOfService(row.identity);
    const port = row.identity.kind === "fwmark" ? 0 : row.identity.port;
    const target = `${family} ${port}`;
    let destinations = byTarget.get(target);
    if (destinations === undefined) {
      destinations = destinationsOf(virtualServer, state, { family, port });
      byTarget.set(target, destinations);
    }
    entries.set(key, { service: row, destinations });
  }
  return entries;
}

interface Target {
  readonly family: Family;
  readonly port: number;
}

/** Of two that come to the same address and port the first counts; one that serves comes first. */
function destinationsOf(
  virtualServer: VirtualServer,
  state: BalancingState,
  target: Target,
): Destinations {
  const rows = new Map<string, DestinationRow>();
  const isSorry = sorryServerServes(virtualServer, state);
  if (isSorry) addSorryServer(rows, virtualServer, target, sorryServerWeight);
  for (const [index, server] of virtualServer.realServers.entries()) {
    const weight = weightInTable(server, state.servers[index], isSorry);
    if (weight !== null) add(rows, server, target, weight, server);
  }
  if (!isSorry && virtualServer.sorryServer?.inhibit === true) {
    addSorryServer(rows, virtualServer, target, 0);
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

function addSorryServer(
  rows: Map<string, DestinationRow>,
  { sorryServer }: VirtualServer,
  target: Target,
  weight: number,
): void {
  if (sorryServer !== null) add(rows, sorryServer, target, weight, noThresholds);
}

const noThresholds = { upperThreshold: 0, lowerThreshold: 0 };

/** Only address translation can change the port (behaviours §19). */
function add(
  rows: Map<string, DestinationRow>,
  { address, port: ownPort, forwarding }: Destination,
  { family, port: servicePort }: Target,
  weight: number,
  { upperThreshold, lowerThreshold }: Pick<RealServer, "upperThreshold" | "lowerThreshold">,
): void {
  if (forwarding.method !== "tunnel" && familyOf(address) !== family) return;
  const port = forwarding.method === "nat" ? ownPort : servicePort;
  const key = destinationKey({ address, port });
  if (rows.has(key)) return;
  rows.set(key, { address, port, forwarding, weight, upperThreshold, lowerThreshold });
}
