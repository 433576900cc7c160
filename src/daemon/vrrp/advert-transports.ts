/** Raw sockets, each shared by all instances with the same interface, family and delivery. */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type {
  AdvertSocket,
  AdvertSocketFactory,
  AdvertSocketOptions,
  ReceivedDatagram,
} from "../../ports/adverts.ts";
import type { KernelError, Link } from "../../ports/network.ts";
import type { IpAddress } from "../../wire/address.ts";
import { type Result, success } from "../../wire/result.ts";

/** One socket and who listens to it, by VRID: several only for unicast (keepalived.md §5). */
export interface Transport<Member> {
  readonly socket: AdvertSocket;
  readonly members: Map<number, Member[]>;
}

interface Entry<Member> extends Transport<Member> {
  readonly key: string;
  users: number;
}

export class AdvertTransports<Member> {
  readonly #factory: AdvertSocketFactory;
  readonly #receive: (transport: Transport<Member>, datagram: ReceivedDatagram) => void;
  readonly #open = new Map<string, Entry<Member>>();

  constructor(
    factory: AdvertSocketFactory,
    receive: (transport: Transport<Member>, datagram: ReceivedDatagram) => void,
  ) {
    this.#factory = factory;
    this.#receive = receive;
  }

  /** The transport of `instance` on `link`, opened when it is the first to ask; adds it as a member. */
  join(
    instance: VrrpInstance,
    link: Link,
    source: IpAddress,
    member: Member,
  ): Result<Transport<Member>, KernelError> {
    const options = socketOptions(instance, link, source);
    const key = keyOf(options);
    let entry = this.#open.get(key);
    if (entry === undefined) {
      const opened = this.#openEntry(key, options);
      if (!opened.ok) return opened;
      entry = opened.value;
    }
    entry.users++;
    const listeners = entry.members.get(instance.virtualRouterId);
    if (listeners === undefined) entry.members.set(instance.virtualRouterId, [member]);
    else listeners.push(member);
    return success(entry);
  }

  /** Takes the member out; the last one closes the socket. */
  leave(transport: Transport<Member>, virtualRouterId: number, member: Member): void {
    const listeners = transport.members.get(virtualRouterId) ?? [];
    const left = listeners.filter((each) => each !== member);
    if (left.length === 0) transport.members.delete(virtualRouterId);
    else transport.members.set(virtualRouterId, left);
    for (const entry of this.#open.values()) {
      if (entry !== transport) continue;
      entry.users--;
      if (entry.users > 0) return;
      this.#open.delete(entry.key);
      entry.socket.close();
      return;
    }
  }

  /** Reads what waits in every socket. */
  drain(): void {
    for (const { socket } of [...this.#open.values()]) socket.drain();
  }

  #openEntry(key: string, options: AdvertSocketOptions): Result<Entry<Member>, KernelError> {
    const members = new Map<number, Member[]>();
    // The socket may report only from the event loop on, when `entry` has its value.
    const opened = this.#factory.open(options, (datagram) => this.#receive(entry, datagram));
    if (!opened.ok) return opened;
    const entry: Entry<Member> = { key, socket: opened.value, members, users: 0 };
    this.#open.set(key, entry);
    return success(entry);
  }
}

/** What makes two instances share a socket, and an instance need another one. */
export const transportKey = (instance: VrrpInstance, link: Link, source: IpAddress): string =>
  `${keyOf(socketOptions(instance, link, source))} ${source}`;

/** The largest buffer that was asked for first serves all. */
const keyOf = (options: AdvertSocketOptions): string =>
  JSON.stringify({ ...options, receiveBufferBytes: null });

function socketOptions(instance: VrrpInstance, link: Link, source: IpAddress): AdvertSocketOptions {
  const { delivery } = instance;
  return {
    family: instance.family,
    interfaceName: link.name,
    interfaceIndex: link.index,
    delivery:
      delivery.kind === "multicast"
        ? { kind: "multicast", group: delivery.group }
        : { kind: "unicast", source, ttl: delivery.ttl },
    receiveBufferBytes: instance.receiveBufferBytes,
  };
}
