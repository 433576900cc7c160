/** A data plane in memory: what it holds, what was asked of it, and what it is to refuse. */

import type {
  ConnectionTimeouts,
  SyncDaemon,
} from "../../../../src/config/model/load-balancing.ts";
import {
  type BalancingTable,
  type DestinationRow,
  destinationKey,
  type ServiceIdentity,
  type ServiceRow,
  serviceKey,
  type TableOperation,
} from "../../../../src/core/balancing/table.ts";
import type { Dataplane, RunningSyncDaemon, SyncRole } from "../../../../src/ports/dataplane.ts";
import type { KernelError } from "../../../../src/ports/network.ts";
import { failure, type Result, success } from "../../../../src/wire/result.ts";

interface Held {
  readonly service: ServiceRow;
  readonly destinations: Map<string, DestinationRow>;
}

export const refusal: KernelError = {
  operation: "change the table",
  errno: "ENOENT",
  explanation: "no such scheduler",
  remedy: "load its module",
};

export class FakeDataplane implements Dataplane {
  readonly name = "ipvs";
  readonly held = new Map<string, Held>();
  /** Everything asked of it, in words: `weight 192.0.2.10:80 3`. */
  asked: string[] = [];
  reads: (number | "all")[] = [];
  refuses: (operation: TableOperation) => boolean = () => false;
  readonly sync = new Map<SyncRole, SyncDaemon>();
  refusesSync = false;
  given: ConnectionTimeouts = { tcpSeconds: 900, tcpFinSeconds: 120, udpSeconds: 300 };

  async read(
    which: readonly ServiceIdentity[] | "all",
  ): Promise<Result<BalancingTable, KernelError>> {
    this.reads.push(which === "all" ? which : which.length);
    const keys = which === "all" ? [...this.held.keys()] : which.map(serviceKey);
    const found = keys.flatMap((key) => {
      const held = this.held.get(key);
      return held === undefined
        ? []
        : [[key, { service: held.service, destinations: new Map(held.destinations) }] as const];
    });
    return success(new Map(found));
  }

  async apply(
    operations: readonly TableOperation[],
  ): Promise<readonly Result<null, KernelError>[]> {
    return operations.map((operation) => {
      this.asked.push(wordsOf(operation));
      if (this.refuses(operation)) return failure(refusal);
      this.#carryOut(operation);
      return success(null);
    });
  }

  async flush(): Promise<Result<null, KernelError>> {
    this.asked.push("flush");
    this.held.clear();
    return success(null);
  }

  async counters() {
    return success([]);
  }

  async timeouts() {
    return success(this.given);
  }

  async setTimeouts(timeouts: ConnectionTimeouts) {
    this.given = timeouts;
    return success(null);
  }

  async startSync(role: SyncRole, daemon: SyncDaemon): Promise<Result<null, KernelError>> {
    if (this.refusesSync) return failure(refusal);
    this.sync.set(role, daemon);
    return success(null);
  }

  async stopSync(role: SyncRole) {
    this.sync.delete(role);
    return success(null);
  }

  async syncDaemons() {
    const running = [...this.sync].map(
      ([role, daemon]): RunningSyncDaemon => ({
        role,
        interface: daemon.interface,
        syncId: daemon.syncId,
      }),
    );
    return success(running);
  }

  close(): void {}

  /** As ipvsadm -ln shows it, a line each. */
  get lines(): readonly string[] {
    return [...this.held.values()].flatMap(({ service, destinations }) => [
      `${identityText(service.identity)} ${service.scheduler}`,
      ...[...destinations.values()].map(
        ({ address, port, weight }) => `-> ${address}:${port} ${weight}`,
      ),
    ]);
  }

  #carryOut(operation: TableOperation): void {
    switch (operation.kind) {
      case "addService":
      case "editService": {
        const key = serviceKey(operation.service.identity);
        const destinations = this.held.get(key)?.destinations ?? new Map<string, DestinationRow>();
        this.held.set(key, { service: operation.service, destinations });
        return;
      }
      case "removeService":
        this.held.delete(serviceKey(operation.identity));
        return;
      case "addDestination":
      case "editDestination": {
        const held = this.held.get(serviceKey(operation.service));
        held?.destinations.set(destinationKey(operation.destination), operation.destination);
        return;
      }
      case "removeDestination":
        this.held
          .get(serviceKey(operation.service))
          ?.destinations.delete(destinationKey(operation.destination));
    }
  }
}

function wordsOf(operation: TableOperation): string {
  switch (operation.kind) {
    case "addService":
    case "editService":
      return `${operation.kind} ${identityText(operation.service.identity)}`;
    case "removeService":
      return `removeService ${identityText(operation.identity)}`;
    case "removeDestination":
      return `removeDestination ${operation.destination.address}`;
    case "addDestination":
    case "editDestination":
      return `${operation.kind} ${operation.destination.address} ${operation.destination.weight}`;
  }
}

const identityText = (identity: ServiceIdentity): string =>
  identity.kind === "fwmark"
    ? `FWM ${identity.mark}`
    : `${identity.protocol.toUpperCase()} ${identity.address}:${identity.port}`;
