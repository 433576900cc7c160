/**
 * Keeps every instance attached to its interface: the right socket while there is one to have, a new
 * one when the interface, the source or the delivery is another, and another try when it was refused.
 */

import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { Timed } from "../../core/deadlines.ts";
import type { LinkCondition, Obstacle } from "../../core/vrrp/events.ts";
import type { AdvertSocketFactory, ReceivedDatagram } from "../../ports/adverts.ts";
import type { Clock } from "../../ports/clock.ts";
import type { KernelError, Link, NetworkTable } from "../../ports/network.ts";
import type { IpAddress } from "../../wire/address.ts";
import { type Micros, plus, seconds } from "../../wire/units.ts";
import { AdvertTransports, type Transport, transportKey } from "./advert-transports.ts";
import { viewInterface } from "./link-condition.ts";
import type { RunningInstance } from "./running-instance.ts";

const retryMicros = seconds(5);

export interface AttachmentPorts {
  readonly clock: Clock;
  readonly sockets: AdvertSocketFactory;
  readonly network: NetworkTable;
  readonly isUp: (interfaceName: string) => boolean;
  /** What else than its own interface keeps an instance from being of use. */
  readonly obstaclesOf: (instance: VrrpInstance) => readonly Obstacle[];
}

export interface AttachmentEvents {
  received(transport: Transport<RunningInstance>, datagram: ReceivedDatagram): void;
  refused(running: RunningInstance, error: KernelError): void;
}

/** What `look` found: the socket in use fits, or another (or none) is needed. */
export interface Look {
  readonly condition: LinkCondition;
  readonly link: Link | null;
  /** What identifies the socket that is needed; null for none. */
  readonly key: string | null;
}

export class Attachments implements Timed {
  readonly #ports: AttachmentPorts;
  readonly #events: AttachmentEvents;
  readonly #transports: AdvertTransports<RunningInstance>;
  /** Every virtual address of every instance: never a source of adverts. */
  #virtualAddresses: ReadonlySet<IpAddress> = new Set();
  #retryAt: Micros | null = null;

  constructor(ports: AttachmentPorts, events: AttachmentEvents) {
    this.#ports = ports;
    this.#events = events;
    this.#transports = new AdvertTransports(ports.sockets, (transport, datagram) =>
      events.received(transport, datagram),
    );
  }

  /** When refused sockets are to be tried again. */
  get deadline(): Micros | null {
    return this.#retryAt;
  }

  /** The time for another try has come: `look` and `attach` are to be called for all. */
  retried(): void {
    this.#retryAt = null;
  }

  configure(instances: readonly VrrpInstance[]): void {
    const lines = instances.flatMap(({ virtualAddresses, excludedAddresses }) => [
      ...virtualAddresses,
      ...excludedAddresses,
    ]);
    this.#virtualAddresses = new Set(lines.map((line) => line.address));
  }

  look(running: RunningInstance): Look {
    const { instance } = running;
    const { network, isUp, obstaclesOf } = this.#ports;
    const isVirtual = (address: IpAddress) => this.#virtualAddresses.has(address);
    const { link, condition } = viewInterface(instance, {
      network,
      isUp,
      isVirtual,
      obstaclesOf,
    });
    const source = condition.sourceAddress;
    if (link === null || source === null) return { condition, link, key: null };
    return { condition, link, key: transportKey(instance, link, source) };
  }

  /** Whether the instance already has what it needs; a refused socket is always to be tried anew. */
  isAttached(running: RunningInstance, look: Look): boolean {
    return running.attachment === look.key && (look.key === null || running.transport !== null);
  }

  /** Leaves the old socket and joins the one needed; gives the condition that results. */
  attach(running: RunningInstance, look: Look): LinkCondition {
    this.detach(running);
    const { condition, link, key } = look;
    const source = condition.sourceAddress;
    running.attachment = key;
    running.source = source;
    if (link === null || source === null) return condition;
    const joined = this.#transports.join(running.instance, link, source, running);
    if (joined.ok) {
      running.transport = joined.value;
      return condition;
    }
    this.#events.refused(running, joined.error);
    this.#retryAt ??= plus(this.#ports.clock.now(), retryMicros);
    const obstacle = { reason: "socketRefused", interfaceName: link.name } as const;
    return { ...condition, obstacles: [...condition.obstacles, obstacle] };
  }

  /** Reads what waits in every socket. */
  drain(): void {
    this.#transports.drain();
  }

  detach(running: RunningInstance): void {
    const { transport, instance } = running;
    running.transport = null;
    running.attachment = null;
    running.source = null;
    running.forgetPrepared();
    if (transport !== null) this.#transports.leave(transport, instance.virtualRouterId, running);
  }
}
