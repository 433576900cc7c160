/** `holdfast ipvs show --json`: all that the kernel says, for programs. */

import type { ConnectionTimeouts } from "../../config/model/load-balancing.ts";
import type { ReadService } from "../../kernel/ipvs/read-table.ts";
import { destinationRowOf, serviceRowOf } from "../../kernel/ipvs/rows.ts";
import { roleOf } from "../../kernel/ipvs/synchronisation.ts";
import type { IpvsDaemon } from "../../wire/ipvs/daemon-message.ts";
import type { IpvsInformation } from "../../wire/ipvs/settings-message.ts";
import { versionText } from "./numbers.ts";

export interface ShownState {
  readonly information: IpvsInformation;
  readonly services: readonly ReadService[];
  readonly timeouts: ConnectionTimeouts;
  readonly daemons: readonly IpvsDaemon[];
}

export function stateJson({ information, services, timeouts, daemons }: ShownState): string {
  const state = {
    version: versionText(information.version),
    connectionTableSize: information.connectionTableSize,
    timeouts,
    syncDaemons: daemons.map(({ state, ...daemon }) => ({
      role: roleOf({ state }),
      ...daemon,
    })),
    services: services.map(serviceJson),
  };
  return `${JSON.stringify(state, null, 2)}\n`;
}

function serviceJson({ service, destinations }: ReadService) {
  const { identity, scheduler, flags, persistence } = serviceRowOf(service);
  const { kind, ...which } = identity;
  return {
    ...which,
    scheduler,
    flags,
    persistence,
    statistics: service.statistics,
    destinations: destinations.map((destination) => ({
      ...destinationRowOf(destination),
      activeConnections: destination.activeConnections,
      inactiveConnections: destination.inactiveConnections,
      persistentConnections: destination.persistentConnections,
      statistics: destination.statistics,
    })),
  };
}
