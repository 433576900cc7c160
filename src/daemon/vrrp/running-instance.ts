/** One instance as it runs: its machine's state, and its adverts ready to be sent. */
import type { Tracker } from "../../config/model/tracking.ts";
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { Timed } from "../../core/deadlines.ts";
import type { VrrpState } from "../../core/vrrp/state.ts";
import type { AdvertSocket, PreparedDatagram } from "../../ports/adverts.ts";
import type { IpAddress } from "../../wire/address.ts";
import {
  type Centiseconds,
  type Micros,
  microsPerCentisecond,
  microsPerSecond,
  type Priority,
} from "../../wire/units.ts";
import type { Advert } from "../../wire/vrrp/advert.ts";
import { type EncodeOptions, encodeAdvert } from "../../wire/vrrp/encode.ts";
import { encodeIpv4Advert } from "../../wire/vrrp/ipv4-packet.ts";
import type { Transport } from "./advert-transports.ts";
import { interfacesOf } from "./link-condition.ts";

/** Trackers may move the priority about; older adverts are encoded again when it comes back. */
const maximumPrepared = 16;

export class RunningInstance implements Timed {
  instance: VrrpInstance;
  state: VrrpState;
  /** Null while there is no interface, no source address or no permission. */
  transport: Transport<RunningInstance> | null = null;
  /** Where adverts are sent from; null without an interface or an address on it. */
  source: IpAddress | null = null;
  /** What identifies the socket that was wanted last, had or refused; null for none. */
  attachment: string | null = null;
  /** Cut once: comparing it with every packet must not cost an allocation. */
  password: string | null;
  /** Interfaces that its adverts or addresses need. */
  interfaces: ReadonlySet<string>;
  /** What it follows, of what can be followed: sessions of BFD are not run yet. */
  trackers: readonly Tracker[];
  readonly #prepared = new Map<string, readonly PreparedDatagram[]>();

  constructor(instance: VrrpInstance, state: VrrpState) {
    this.instance = instance;
    this.state = state;
    this.password = passwordOf(instance);
    this.interfaces = interfacesOf(instance);
    this.trackers = trackersOf(instance);
  }

  get deadline(): Micros | null {
    return this.state.deadline;
  }

  configure(instance: VrrpInstance): void {
    this.instance = instance;
    this.password = passwordOf(instance);
    this.interfaces = interfacesOf(instance);
    this.trackers = trackersOf(instance);
    this.forgetPrepared();
  }

  forgetPrepared(): void {
    this.#prepared.clear();
  }

  /** The datagrams of one advert: one for the group, or one for each unicast peer. */
  adverts(
    socket: AdvertSocket,
    priority: Priority,
    oldChecksum: boolean,
  ): readonly PreparedDatagram[] {
    const key = `${priority} ${oldChecksum}`;
    const known = this.#prepared.get(key);
    if (known !== undefined) return known;
    if (this.#prepared.size >= maximumPrepared) this.#prepared.clear();
    const datagrams = this.#encode(socket, priority, oldChecksum);
    this.#prepared.set(key, datagrams);
    return datagrams;
  }

  #encode(socket: AdvertSocket, priority: Priority, oldChecksum: boolean): PreparedDatagram[] {
    const { instance, source } = this;
    if (source === null) return [];
    const advert = advertOf(instance, priority);
    const { delivery, family } = instance;
    const destinations =
      delivery.kind === "multicast" ? [delivery.group] : delivery.peers.map((peer) => peer.address);
    return destinations.map((destination) => {
      const options: EncodeOptions = {
        source,
        destination,
        checksum: checksumOf(instance, oldChecksum),
        password: this.password,
      };
      const ttl = delivery.kind === "unicast" ? delivery.ttl : null;
      const packet =
        family === "ipv4"
          ? encodeIpv4Advert(advert, { ...options, ttl, identification: 0 })
          : encodeAdvert(advert, options);
      return socket.prepare(packet, source, destination);
    });
  }
}

/** What the instance advertises with this priority. */
export function advertOf(instance: VrrpInstance, priority: Priority): Advert {
  const fields = {
    virtualRouterId: instance.virtualRouterId,
    priority,
    addresses: instance.virtualAddresses.map((line) => line.address),
  };
  const interval = instance.advertIntervalMicros;
  if (instance.version === 2) {
    return { ...fields, version: 2, advertIntervalSeconds: Math.round(interval / microsPerSecond) };
  }
  const advertIntervalCentiseconds = Math.round(interval / microsPerCentisecond) as Centiseconds;
  return { ...fields, version: 3, advertIntervalCentiseconds };
}

function checksumOf(instance: VrrpInstance, oldChecksum: boolean): EncodeOptions["checksum"] {
  if (instance.checksum === "bodyOnly") return "bodyOnly";
  return oldChecksum ? "oldUnicast" : "pseudoHeader";
}

const trackersOf = ({ trackers }: VrrpInstance): readonly Tracker[] =>
  trackers.filter(({ kind }) => kind !== "bfd");

function passwordOf(instance: VrrpInstance): string | null {
  const { authentication } = instance;
  return authentication.type === "pass" ? authentication.password.reveal() : null;
}
