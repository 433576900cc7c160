/**
 * Virtual services as desired state: what has to be done so that the data plane holds what it should.
 * Start, reload, changes of health, drift repair and stop are this.
 *
 * Nothing is deleted to be added again: connections would be lost. Within a service what can take
 * connections comes first and what shall take none goes last, so that it is never without a server on
 * the way.
 */
import type {
  BalancingTable,
  DestinationRow,
  ServiceIdentity,
  TableEntry,
  TableOperation,
} from "../balancing/table.ts";
import { sameDestination, sameService } from "./same-row.ts";

/**
 * The operations that lead one service from `observed` to `desired`, none when it is so already;
 * null is that it is not there, or not to be there.
 */
export function reconcileEntry(
  desired: TableEntry | null,
  observed: TableEntry | null,
): readonly TableOperation[] {
  if (desired === null) {
    if (observed === null) return [];
    return [{ kind: "removeService", identity: observed.service.identity }];
  }
  const { service, destinations } = desired;
  const operations: TableOperation[] = [];
  if (observed === null) operations.push({ kind: "addService", service });
  else if (!sameService(service, observed.service))
    operations.push({ kind: "editService", service });
  const there = observed?.destinations ?? noDestinations;
  if (there !== destinations) {
    reconcileDestinations(operations, service.identity, destinations, there);
  }
  return operations;
}

/**
 * The same for whole tables. Services of `observed` that are not desired are removed where their key
 * is in `managed`; all others were made by somebody else, and stay.
 */
export function reconcileTable(
  desired: BalancingTable,
  observed: BalancingTable,
  managed: ReadonlySet<string>,
): readonly TableOperation[] {
  const operations: TableOperation[] = [];
  for (const [key, entry] of desired) {
    for (const operation of reconcileEntry(entry, observed.get(key) ?? null)) {
      operations.push(operation);
    }
  }
  for (const [key, { service }] of observed) {
    if (desired.has(key) || !managed.has(key)) continue;
    operations.push({ kind: "removeService", identity: service.identity });
  }
  return operations;
}

type Destinations = ReadonlyMap<string, DestinationRow>;

const noDestinations: Destinations = new Map();

function reconcileDestinations(
  operations: TableOperation[],
  service: ServiceIdentity,
  desired: Destinations,
  observed: Destinations,
): void {
  const less: TableOperation[] = [];
  for (const [key, destination] of desired) {
    const found = observed.get(key);
    if (found === undefined) {
      operations.push({ kind: "addDestination", service, destination });
    } else if (!sameDestination(destination, found)) {
      const edit: TableOperation = { kind: "editDestination", service, destination };
      if (destination.weight < found.weight) less.push(edit);
      else operations.push(edit);
    }
  }
  for (const operation of less) operations.push(operation);
  for (const [key, { address, port }] of observed) {
    if (desired.has(key)) continue;
    operations.push({ kind: "removeDestination", service, destination: { address, port } });
  }
}
