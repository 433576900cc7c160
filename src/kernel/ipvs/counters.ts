/** What passed through services and destinations, as the port tells it. */
import type { DestinationCounters, ServiceCounters } from "../../ports/dataplane.ts";
import type { ReceivedDestination } from "../../wire/ipvs/destination-message.ts";
import { noTraffic } from "../../wire/traffic.ts";
import type { ReadService } from "./read-table.ts";

export const countersOf = ({ service, destinations }: ReadService): ServiceCounters => ({
  identity: service.identity,
  traffic: service.statistics ?? noTraffic,
  destinations: destinations.map(destinationCounters),
});

const destinationCounters = (received: ReceivedDestination): DestinationCounters => ({
  address: received.address,
  port: received.port,
  traffic: received.statistics ?? noTraffic,
  activeConnections: received.activeConnections,
  inactiveConnections: received.inactiveConnections,
  persistentConnections: received.persistentConnections,
});
