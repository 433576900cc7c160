/** Where the servers of a virtual server stand in services of one family and port. */
import type { Destination, RealServer, VirtualServer } from "../../config/model/load-balancing.ts";
import { type Family, familyOf } from "../../wire/address.ts";
import { type DestinationRow, destinationKey } from "./table.ts";

/** A destination as it is while the server is alive and no checker moves its weight. */
export interface Place {
  readonly key: string;
  readonly row: DestinationRow;
}

export interface Target {
  /** By the model's real servers; null where packets of the service cannot reach it. */
  readonly servers: readonly (Place | null)[];
  readonly sorryServer: Place | null;
}

const sorryServerWeight = 1;

/** Made once for each family and port: a group may have thousands of services. */
export class Targets {
  readonly #virtualServer: VirtualServer;
  readonly #made = new Map<string, Target>();

  constructor(virtualServer: VirtualServer) {
    this.#virtualServer = virtualServer;
  }

  of(family: Family, port: number): Target {
    const name = `${family} ${port}`;
    const known = this.#made.get(name);
    if (known !== undefined) return known;
    const target = targetOf(this.#virtualServer, family, port);
    this.#made.set(name, target);
    return target;
  }
}

function targetOf(
  { realServers, sorryServer }: VirtualServer,
  family: Family,
  port: number,
): Target {
  return {
    servers: realServers.map((server) => placeOf(server, family, port, server)),
    sorryServer: sorryServer && placeOf(sorryServer, family, port, sorryServerSettings),
  };
}

type Settings = Pick<RealServer, "weight" | "upperThreshold" | "lowerThreshold">;

const sorryServerSettings: Settings = {
  weight: sorryServerWeight,
  upperThreshold: 0,
  lowerThreshold: 0,
};

/**
 * Only address translation can change the port, and only a tunnel the family (keepalived.md §19).
 */
function placeOf(
  { address, port: ownPort, forwarding }: Destination,
  family: Family,
  servicePort: number,
  { weight, upperThreshold, lowerThreshold }: Settings,
): Place | null {
  if (forwarding.method !== "tunnel" && familyOf(address) !== family) return null;
  const port = forwarding.method === "nat" ? ownPort : servicePort;
  const row = { address, port, forwarding, weight, upperThreshold, lowerThreshold };
  return { key: destinationKey(row), row };
}
