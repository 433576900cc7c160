/** A data plane in memory: what operations make of a table. Refuses what a kernel would refuse. */
import assert from "node:assert/strict";
import {
  type BalancingTable,
  type DestinationRow,
  destinationKey,
  type ServiceIdentity,
  type ServiceRow,
  serviceKey,
  type TableOperation,
} from "../../../../src/core/balancing/table.ts";

interface Entry {
  service: ServiceRow;
  readonly destinations: Map<string, DestinationRow>;
}

export class AppliedTable {
  readonly #entries = new Map<string, Entry>();

  constructor(table: BalancingTable = new Map()) {
    for (const [key, { service, destinations }] of table) {
      this.#entries.set(key, { service, destinations: new Map(destinations) });
    }
  }

  get table(): BalancingTable {
    return this.#entries;
  }

  apply(operation: TableOperation): void {
    switch (operation.kind) {
      case "addService": {
        const key = serviceKey(operation.service.identity);
        assert.ok(!this.#entries.has(key), `${key} is there already`);
        this.#entries.set(key, { service: operation.service, destinations: new Map() });
        return;
      }
      case "editService":
        this.#entryOf(operation.service.identity).service = operation.service;
        return;
      case "removeService":
        assert.ok(this.#entries.delete(serviceKey(operation.identity)), "there is no such service");
        return;
      default:
        return this.#applyTo(this.#entryOf(operation.service).destinations, operation);
    }
  }

  #applyTo(
    destinations: Map<string, DestinationRow>,
    operation: Extract<TableOperation, { destination: unknown }>,
  ): void {
    const key = destinationKey(operation.destination);
    const isThere = destinations.has(key);
    assert.equal(isThere, operation.kind !== "addDestination", `${operation.kind} ${key}`);
    if (operation.kind === "removeDestination") destinations.delete(key);
    else destinations.set(key, operation.destination);
  }

  #entryOf(identity: ServiceIdentity): Entry {
    return this.#entries.get(serviceKey(identity)) ?? assert.fail("there is no such service");
  }
}
