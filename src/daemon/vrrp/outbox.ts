/**
 * What one turn of the event loop wants of the kernel, in the order a fail-over needs it: all adverts,
 * then all addresses with their routes and rules, then all announcements, each in as few system
 * calls as there are.
 */
import { lastingAdditions } from "../../core/reconcile/routing.ts";
import type {
  AdvertSocket,
  AnnouncementFrame,
  Announcer,
  PreparedDatagram,
} from "../../ports/adverts.ts";
import type { AddressOperation, AddressTable, KernelError } from "../../ports/network.ts";
import type { RoutingOperation, RoutingTable } from "../../ports/routing.ts";
import type { Result } from "../../wire/result.ts";

export interface OutboxPorts {
  readonly announcer: Announcer;
  readonly addresses: AddressTable;
  readonly routing: RoutingTable;
}

export interface OutboxReports {
  advertsRefused(socket: AdvertSocket, error: KernelError): void;
  addressesChanged(
    operations: readonly AddressOperation[],
    results: readonly Result<null, KernelError>[],
  ): void;
  routingChanged(
    operations: readonly RoutingOperation[],
    results: readonly Result<null, KernelError>[],
  ): void;
  announcementsRefused(error: KernelError): void;
}

export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #reports: OutboxReports;
  readonly #adverts = new Map<AdvertSocket, PreparedDatagram[]>();
  #operations: AddressOperation[] = [];
  #routing: RoutingOperation[] = [];
  #frames: AnnouncementFrame[] = [];
  #later: (() => void)[] = [];

  constructor(ports: OutboxPorts, reports: OutboxReports) {
    this.#ports = ports;
    this.#reports = reports;
  }

  advert(socket: AdvertSocket, datagrams: readonly PreparedDatagram[]): void {
    const waiting = this.#adverts.get(socket);
    if (waiting === undefined) this.#adverts.set(socket, [...datagrams]);
    else waiting.push(...datagrams);
  }

  addresses(operations: readonly AddressOperation[]): void {
    this.#operations.push(...operations);
  }

  routing(operations: readonly RoutingOperation[]): void {
    this.#routing.push(...operations);
  }

  announce(frames: readonly AnnouncementFrame[]): void {
    this.#frames.push(...frames);
  }

  /** Logging and telling: after the kernel has everything. */
  later(action: () => void): void {
    this.#later.push(action);
  }

  flush(): void {
    if (this.#adverts.size > 0) this.#sendAdverts();
    const routing = this.#routing;
    if (routing.length > 0) this.#routing = [];
    // Routes may need an address of this turn as their source: they go before it and come after it.
    this.#route(routing.filter(({ kind }) => kind === "remove"));
    if (this.#operations.length > 0) {
      const operations = this.#operations;
      this.#operations = [];
      this.#reports.addressesChanged(operations, this.#ports.addresses.apply(operations));
    }
    this.#route(lastingAdditions(routing));
    if (this.#frames.length > 0) {
      const frames = this.#frames;
      this.#frames = [];
      const sent = this.#ports.announcer.send(frames);
      if (!sent.ok) this.#reports.announcementsRefused(sent.error);
    }
    // What is told may ask for more: that is the next turn's.
    const later = this.#later;
    if (later.length === 0) return;
    this.#later = [];
    for (const action of later) action();
  }

  #route(operations: readonly RoutingOperation[]): void {
    if (operations.length === 0) return;
    this.#reports.routingChanged(operations, this.#ports.routing.apply(operations));
  }

  /** Adverts alone, before the socket they wait for is closed. */
  #sendAdverts(): void {
    for (const [socket, datagrams] of this.#adverts) {
      const sent = socket.send(datagrams);
      if (!sent.ok) this.#reports.advertsRefused(socket, sent.error);
    }
    this.#adverts.clear();
  }
}
