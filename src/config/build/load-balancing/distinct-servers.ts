import type { IpAddress } from "../../../wire/address.ts";
import type { RealServer } from "../../model/load-balancing.ts";

/** Real servers in order, told apart by address and port; there may be thousands. */
export class DistinctServers {
  readonly all: RealServer[] = [];
  readonly #byAddress = new Map<IpAddress, RealServer>();
  /** Where an address has several ports. */
  readonly #byEndpoint = new Map<string, RealServer>();

  /** Null where it is new; else the first one, and it is not added. */
  add(server: RealServer): RealServer | null {
    const first = this.#byAddress.get(server.address);
    if (first === undefined) {
      this.#byAddress.set(server.address, server);
    } else {
      if (first.port === server.port) return first;
      const key = `${server.address} ${server.port}`;
      const same = this.#byEndpoint.get(key);
      if (same !== undefined) return same;
      this.#byEndpoint.set(key, server);
    }
    this.all.push(server);
    return null;
  }
}
